import type { PaperPlace } from '~/knowledge/documents/paper/paper-form';

import type { FormComponent, FormDefinition } from '../definition/form-definition';
import type { KindComponent, UnsureReason } from './field-kind';

/** Where a drafted field came from. */
export interface DraftedField {
  key: string;
  label: string;
  type: string;
  /** The cell of its label, and the one to be filled in. */
  places: PaperPlace[];
  unsure: UnsureReason | null;
}

/** Words of the paper that became no field, and why. */
export interface LeftOut {
  text: string;
  place: PaperPlace;
  reason: 'for-the-department' | 'signed-on-submit' | 'not-understood';
}

/** A form drafted from paper: nothing of it is published before a person has looked at it. */
export interface PaperDraft {
  title: string;
  definition: FormDefinition;
  fields: DraftedField[];
  leftOut: LeftOut[];
}

/** Collects fields into sections in the order of the paper. */
export class DraftBuilder {
  readonly fields: DraftedField[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly #sections: (FormComponent & { components: FormComponent[] })[] = [];
  #count = 0;

  /** Begins a section; one without fields vanishes. */
  section(title: string): void {
    const key = `section${String(this.#sections.length + 1)}`;
    this.#sections.push({ type: 'panel', key, title, label: title, input: false, components: [] });
  }

  /** Adds a field below the section at work; returns its key. */
  add(
    component: KindComponent & { label: string },
    places: PaperPlace[],
    { required = false, unsure = null }: { required?: boolean; unsure?: UnsureReason | null } = {},
  ): string {
    const key = this.nextKey();
    const validate = { ...component.validate, ...(required && { required: true }) };
    const full = {
      ...component,
      key,
      ...(Object.keys(validate).length > 0 && { validate }),
    } as FormComponent;
    if (this.#sections.length === 0) this.section('申请信息');
    this.#sections.at(-1)?.components.push(full);
    this.fields.push({ key, label: component.label, type: component.type, places, unsure });
    return key;
  }

  /** The next free key: stable when fields are moved, since it says nothing of the place. */
  nextKey(): string {
    this.#count += 1;
    return `field${String(this.#count)}`;
  }

  leave(text: string, place: PaperPlace, reason: LeftOut['reason']): void {
    this.leftOut.push({ text: text.replace(/\s+/g, ' ').slice(0, 120), place, reason });
  }

  /** Help for the fields of a name: 填表说明. Returns whether one was found. */
  describe(name: string, words: string): boolean {
    let isFound = false;
    const walk = (components: readonly FormComponent[]) => {
      for (const component of components) {
        if (component.label && sameName(component.label, name) && component.type !== 'panel') {
          component.description = words;
          isFound = true;
        }
        walk(component.components ?? []);
      }
    };
    walk(this.#sections);
    return isFound;
  }

  definition(): FormDefinition {
    return { display: 'form', components: this.#sections.filter(({ components }) => components.length > 0) };
  }
}

const plain = (label: string) => label.replace(/[（(].*?[)）]|\s|[：:*“”"]/g, '');

function sameName(label: string, name: string): boolean {
  const [a, b] = [plain(label), plain(name)];
  return a === b || (b.length >= 3 && a.includes(b));
}
