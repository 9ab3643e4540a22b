import { defaultTemplate } from '../render-message';
import type { MessageChannel, MessageKind } from '../message-kind';
import { valuesIn } from './template-parts';

/** The kinds of message to firms whose words a department may write, in the order in which they happen. */
export const editableKinds = [
  'opportunity-eligible',
  'opportunity-one-step',
  'opportunity-changed',
  'opportunity-ended',
  'deadline',
  'case.submitted',
  'case.returned',
  'case.approved',
  'case.refused',
  'case.revoked',
  'grant-announced',
  'grant-granted',
  'grant-left-out',
  'grant-stopped',
  'grant-upheld',
  'grant-dismissed',
  'grant-cancelled',
  'place-free',
  'place-lapsed',
  'line-ended',
  'dispute-upheld',
  'dispute-refused',
] as const satisfies readonly MessageKind[];
export type EditableKind = (typeof editableKinds)[number];

/** Values that a short message never holds: free text and money could carry what fraud looks like. */
const notInSms = new Set(['reason', 'amount', 'number', 'receipt']);

/** What a template of the kind and channel may hold: what the platform's own words of the kind are filled with. */
export function valuesOf(kind: EditableKind, channel: MessageChannel): string[] {
  const own = defaultTemplate(kind, 'in-app', 'zh-CN');
  const short = defaultTemplate(kind, 'sms', 'zh-CN');
  const all = [...new Set([own.title, own.body, short.body].flatMap(valuesIn))];
  return channel === 'sms' ? all.filter((value) => !notInSms.has(value)) : all;
}

/** Kinds that come unasked: their words must say why. */
export function needsReason(kind: EditableKind): boolean {
  return kind.startsWith('opportunity-');
}
