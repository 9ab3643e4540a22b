import { columnSums } from '~/forms/components/column-sums';
import { kindOf } from '~/forms/components/component-kind';
import { groupYuan } from '~/forms/components/money';

import type { FormioGlobal } from './formio-types';
import { classOf, make, wordOf } from './own-formio.client';

/** form.io's table of rows with the sums of its columns below, computed anew at every change. */
export function ownTable(formio: FormioGlobal) {
  const Base = classOf(formio, 'datagrid');
  return class OwnTable extends Base {
    listens = false;

    override renderTemplate(name: string, context: Record<string, unknown>, mode?: string): string {
      const html = super.renderTemplate(name, context, mode);
      return name === 'datagrid' && kindOf(this.component) === 'sum-table'
        ? `${html}<p class="own-sums" role="status" data-sums></p>`
        : html;
    }

    override async attach(element: HTMLElement): Promise<unknown> {
      const done = await super.attach(element);
      this.showSums();
      if (!this.listens) this.on('change', () => this.showSums());
      this.listens = true;
      return done;
    }

    showSums(): void {
      const place = this.element?.querySelector<HTMLElement>('[data-sums]');
      if (!place) return;
      const sums = columnSums(this.component, this.dataValue).map(({ label, column, sum }) => {
        const part = make('span');
        part.append(
          `${wordOf(this, 'sumOf')} ${label} `,
          make('b', '', column.type === 'currency' ? `${groupYuan(sum)} 元` : sum),
        );
        return part;
      });
      place.replaceChildren(...sums);
    }
  };
}
