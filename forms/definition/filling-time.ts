import type { FormComponent } from './form-definition';
import { gridTypes, valueTypes } from './walk-fields';

/**
 * Seconds that it takes to find a value and type it, by type. An assumption to compare forms by, not a measurement: a
 * short text 20 s, a figure that must be looked up 30 s, a paragraph 120 s, a document to find and upload 90 s, a choice
 * 6 s, a row of a table 60 s.
 */
export const secondsByType: Readonly<Record<string, number>> = {
  textfield: 20,
  email: 15,
  url: 15,
  phoneNumber: 15,
  textarea: 120,
  number: 30,
  currency: 30,
  datetime: 15,
  day: 15,
  time: 10,
  radio: 6,
  select: 6,
  selectboxes: 12,
  checkbox: 4,
  file: 90,
  datagrid: 60,
  editgrid: 60,
};
const otherSeconds = 20;
/** To check a value that is filled in already. */
const checkSeconds = 2;

/** Seconds that a firm spends on one field: typing it, or only checking it when it is filled in advance. */
export function fillingSeconds(component: FormComponent, isFilled: boolean): number {
  const isAsked =
    (valueTypes.has(component.type) || gridTypes.has(component.type) || component.type in secondsByType) &&
    component.type !== 'hidden' &&
    !component.calculateValue;
  if (!isAsked) return 0;
  return isFilled ? checkSeconds : (secondsByType[component.type] ?? otherSeconds);
}

/** Seconds as minutes with one decimal. */
export function inMinutes(seconds: number): number {
  return Math.round(seconds / 6) / 10;
}
