import { commitmentOf } from '~/forms/components/commitment';
import { kindOf } from '~/forms/components/component-kind';
import { sheetColumnsOf } from '~/forms/components/sheet-template';
import type { FormComponent } from '~/forms/definition/form-definition';
import { isConditional } from '~/forms/definition/walk-fields';
import { mostFilesOf } from '~/forms/submission/file-rules';

/** What form.io hands to a template: its own words by `t`, texts that people wrote are escaped here. */
interface Context {
  t: (key: string, options?: Record<string, unknown>) => string;
  component: FormComponent;
  instance: { id: string };
  self: { type?: string; key?: string; component: FormComponent };
  children: string;
  html: string;
  nestedKey: string;
  builder?: boolean;
  options?: Record<string, unknown>;
  label: { hidden?: boolean };
  disabled?: boolean;
}

interface PaletteGroup {
  title: string;
  componentOrder: string[];
  components: Record<string, { key: string; title: string; icon?: string; schema: { type: string } }>;
}

interface FileRow {
  id?: string;
  name: string;
  originalName?: string;
  size: number;
  status?: string;
  message?: string;
  progress?: number;
}

interface FileContext extends Context {
  files: FileRow[];
  filesToDelete: FileRow[];
  filesToUpload: FileRow[];
  fileDropHidden?: boolean;
}

interface OptionContext extends Context {
  /** The label is HTML already: form.io ran the select's item template. */
  option: { label: string; value?: unknown };
  id?: string | number;
  useId?: boolean;
  selected?: boolean;
  attrs?: Record<string, string>;
}

interface EditContext extends Context {
  componentInfo: { title: string };
  editForm: string;
}

/** Text into HTML. */
export function escapeHtml(text: unknown): string {
  const plain = typeof text === 'string' || typeof text === 'number' ? String(text) : '';
  return plain.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Bytes as people read them: 2.4 MB. */
export function showBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** A page section (with `section`) is a card with a numbered heading; any other panel a quiet group. */
function panel(ctx: Context): string {
  const { component, instance } = ctx;
  const body = `<div class="panel-body" ref="${ctx.nestedKey}" id="${instance.id}-${escapeHtml(component.key)}">${ctx.children}</div>`;
  const section = component.section as { anchor: string; number: number; note: string } | undefined;
  const title = escapeHtml(component.title);
  if (section) {
    return `<section class="hq-card fill-section" id="${section.anchor}" aria-labelledby="${section.anchor}-title" tabindex="-1">
      <div class="hq-card-h"><h2 id="${section.anchor}-title"><span class="part-number">${section.number}</span>${title}</h2>
        <span class="hq-sm hq-muted fill-note">${escapeHtml(section.note)}</span></div>
      <div data-slot="${section.anchor}"></div>${body}</section>`;
  }
  const shown = ctx.builder === true || !ctx.label.hidden;
  const head = shown && title !== '' ? `<h3 class="panel-title" ref="header">${title}</h3>` : '';
  return `<div class="form-panel">${head}${body}</div>`;
}

const fileButton = (ref: string, name: string, word: string, icon: string) =>
  `<button type="button" class="btn btn-link btn-sm" ref="${ref}" aria-label="${escapeHtml(`${word}${name}`)}"><i class="bi ${icon}" aria-hidden="true"></i>${escapeHtml(word)}</button>`;

/** Files as rows: name, size, state, what can be done. Refs are those that form.io's file component listens to. */
function file(ctx: FileContext): string {
  const t = (key: string) => ctx.t(key);
  const kept = ctx.files.map((row) => {
    const name = row.originalName ?? row.name;
    return `<li class="file-row"><i class="bi bi-file-earmark-text" aria-hidden="true"></i>
      <span class="file-name">${escapeHtml(name)}<br><span class="hq-prov">${showBytes(row.size)} · ${escapeHtml(t('succefullyUploaded'))}</span></span>
      <span class="file-act">${fileButton('fileLink', name, t('pressToOpen'), 'bi-eye')}${ctx.disabled ? '' : fileButton('removeLink', name, t('removeBtnPressToRemove'), 'bi-trash')}</span></li>`;
  });
  const leaving = ctx.filesToDelete.map((row) => fileState(row, `<span hidden ref="restoreFile"></span>`));
  const coming = ctx.filesToUpload.map((row) =>
    row.status === 'progress'
      ? `<li class="file-row"><i class="bi bi-cloud-upload" aria-hidden="true"></i><span class="file-name">${escapeHtml(row.originalName ?? row.name)}
          <span class="progress" role="presentation"><span id="${escapeHtml(row.id)}" class="progress-bar" role="progressbar" aria-label="${escapeHtml(t('uploading'))}" aria-valuenow="${Number(row.progress ?? 0)}" aria-valuemin="0" aria-valuemax="100" style="width:${Number(row.progress ?? 0)}%" ref="progress"></span></span></span>
          <span class="file-act"><button type="button" class="btn btn-link btn-sm" id="abort-${escapeHtml(row.id)}">${escapeHtml(t('cancel'))}</button></span><span hidden ref="fileToSyncRemove"></span></li>`
      : fileState(
          row,
          fileButton(
            'fileToSyncRemove',
            row.originalName ?? row.name,
            t('removeBtnPressToRemove'),
            'bi-x-lg',
          ),
        ),
  );
  const rows = [...kept, ...leaving, ...coming];
  const canAdd =
    !ctx.disabled && ctx.files.length < (ctx.component.multiple === true ? mostFilesOf(ctx.component) : 1);
  const types =
    typeof ctx.component.filePattern === 'string' && ctx.component.filePattern !== '*'
      ? ctx.component.filePattern
      : '';
  const most = typeof ctx.component.fileMaxSize === 'string' ? ctx.component.fileMaxSize : '';
  const hrefOf = ctx.options?.templateHref as ((key: string) => string) | undefined;
  const sheet =
    hrefOf && sheetColumnsOf(ctx.component).length > 0
      ? `<a class="own-sheet" href="${escapeHtml(hrefOf(ctx.component.key))}" download><i class="bi bi-file-earmark-spreadsheet" aria-hidden="true"></i>${escapeHtml(t('sheetTemplate'))}</a>`
      : '';
  const count = ctx.component.maxFiles ? ctx.t('filesAtMost', { n: mostFilesOf(ctx.component) }) : '';
  const add = `<div class="fileSelector" ref="fileDrop"${ctx.fileDropHidden ? ' hidden' : ''}><i class="bi bi-cloud-upload" aria-hidden="true"></i>
    <span>${escapeHtml(t('dropFilesToAttach'))}<button type="button" class="btn btn-outline-primary btn-sm browse" ref="fileBrowse" aria-label="${escapeHtml(`${t('browseToAttachFileFor')}${ctx.component.label ?? ''}`)}">${escapeHtml(t('browseFiles'))}</button></span>
    <span class="hq-sm hq-muted">${escapeHtml([types, most, count].filter(Boolean).join(' · '))}</span><span ref="fileProcessingLoader" hidden></span></div>`;
  return `${sheet}${rows.length > 0 ? `<ul class="file-rows">${rows.join('')}</ul>` : ''}${canAdd ? add : ''}`;
}

function fileState(row: FileRow, button: string): string {
  const isError = row.status === 'error';
  return `<li class="file-row${isError ? ' is-error' : ''}"><i class="bi ${isError ? 'bi-exclamation-circle-fill' : 'bi-hourglass-split'}" aria-hidden="true"></i>
    <span class="file-name">${escapeHtml(row.originalName ?? row.name)}<br><span class="${isError ? 'file-error' : 'hq-prov'}"${isError ? ' role="alert"' : ''}>${escapeHtml(row.message)}</span></span><span class="file-act">${button}</span></li>`;
}

/** The palette: groups that are always open, items that are buttons. */
function builderSidebarGroup(ctx: Context & { group: PaletteGroup; groupKey: string }): string {
  const { group, groupKey } = ctx;
  const items = group.componentOrder.map((key) => {
    const item = group.components[key];
    if (!item) return '';
    return `<button type="button" ref="sidebar-component" data-group="${escapeHtml(groupKey)}" data-key="${escapeHtml(item.key)}" data-type="${escapeHtml(item.schema.type)}" class="formcomponent drag-copy palette-item"><i class="bi ${escapeHtml(item.icon)}" aria-hidden="true"></i><span>${escapeHtml(item.title)}</span></button>`;
  });
  return `<div class="palette-group" role="group" aria-labelledby="palette-${groupKey}" ref="group-panel-${groupKey}"><div class="palette-title" id="palette-${groupKey}">${escapeHtml(group.title)}</div>
    <div id="group-container-${escapeHtml(groupKey)}" class="no-drop" ref="sidebar-container">${items.join('')}</div></div>`;
}

function builderSidebar(ctx: Context & { groupId: string; groups: string[] }): string {
  return `<div id="${ctx.groupId}" class="builder-sidebar palette" ref="sidebar"><input class="form-control palette-search" type="search" ref="sidebar-search" aria-label="${escapeHtml(ctx.t('searchFields'))}" placeholder="${escapeHtml(ctx.t('searchFields'))}"><div ref="sidebar-groups">${ctx.groups.join('')}</div></div>`;
}

function builder(ctx: Context & { sidebar: string; form: string }): string {
  return `<div class="formio builder builder-lay"><section class="hq-card formcomponents" aria-label="${escapeHtml(ctx.t('components'))}">${ctx.sidebar}</section><section class="hq-card formarea" aria-label="${escapeHtml(ctx.t('canvas'))}" ref="form">${ctx.form}</section></div>`;
}

const tool = (ref: string, icon: string, label: string, action = '') =>
  `<button type="button" class="canvas-tool" ${ref ? `ref="${ref}"` : ''} ${action ? `data-action="${action}"` : ''} aria-label="${escapeHtml(label)}" title="${escapeHtml(label)}"><i class="bi ${icon}" aria-hidden="true"></i></button>`;

/** A component on the canvas with its tools. Moving works by buttons too; pasting and editing JSON are left out. */
function builderComponent(
  ctx: Context & { childComponent: FormComponent; disableBuilderActions?: boolean },
): string {
  const { label, title, key } = ctx.childComponent;
  const name = label ?? (typeof title === 'string' ? title : key);
  const t = (key: string) => `${ctx.t(key)}：${name}`;
  const tools = `<div class="component-btn-group canvas-tools" data-noattach="true" role="toolbar" aria-label="${escapeHtml(name)}">${tool('editComponent', 'bi-pencil', t('edit'))}${tool('', 'bi-arrow-up', t('moveUp'), 'up')}${tool('', 'bi-arrow-down', t('moveDown'), 'down')}${tool('', 'bi-diagram-2', t('rules'), 'rules')}${sourced.has(ctx.childComponent.type) ? tool('', 'bi-database', t('findFact'), 'facts') : ''}${tool('', 'bi-copy', t('copy'), 'copy')}${tool('removeComponent', 'bi-trash', t('remove'))}</div>`;
  return `<div class="builder-component" ref="dragComponent">${ctx.disableBuilderActions ? '' : tools}${sourceTag(ctx)}${ruleTag(ctx)}${ctx.html}</div>`;
}

/** On the canvas, where a field's value will come from: a fact's source, or the firm. */
function sourceTag(ctx: Context & { childComponent: FormComponent }): string {
  const { type, prefill } = ctx.childComponent;
  const words = ctx.options?.sourceWords as { asked: string; bound: string } | undefined;
  if (!words || !sourced.has(type)) return '';
  const sources = ctx.options?.sources as Record<string, { label: string; source: string }> | undefined;
  const fact = prefill?.fact
    ? (sources?.[prefill.fact] ?? { label: prefill.fact, source: prefill.fact })
    : null;
  if (!fact) return `<span class="tag canvas-source">${escapeHtml(words.asked)}</span>`;
  const lock = prefill?.locked === false ? '' : '<i class="bi bi-lock-fill" aria-hidden="true"></i>';
  return `<span class="tag tag-b canvas-source" title="${escapeHtml(`${words.bound}${fact.label}`)}"><i class="bi bi-database" aria-hidden="true"></i>${escapeHtml(fact.source)}${lock}</span>`;
}

/** On the canvas, that a component is shown on a condition or calculated. */
function ruleTag(ctx: Context & { childComponent: FormComponent }): string {
  const { calculateValue } = ctx.childComponent;
  const isCalculated = calculateValue !== null && typeof calculateValue === 'object';
  const tags = [
    ...(isConditional(ctx.childComponent) ? [['bi-signpost-split', 'conditionTag']] : []),
    ...(isCalculated ? [['bi-calculator', 'calculationTag']] : []),
  ].map(
    ([icon, word]) =>
      `<span class="tag canvas-rule"><i class="bi ${icon}" aria-hidden="true"></i>${escapeHtml(ctx.t(word ?? ''))}</span>`,
  );
  return tags.length === 0 ? '' : `<div class="canvas-rules">${tags.join('')}</div>`;
}

const sourced = new Set([
  'textfield',
  'textarea',
  'number',
  'currency',
  'datetime',
  'radio',
  'select',
  'selectboxes',
  'email',
]);

/** The properties of one component; no preview, since the canvas shows it. */
function builderEditForm(ctx: EditContext): string {
  return `<div class="component-edit"><h2 class="component-edit-title">${escapeHtml(ctx.t(ctx.componentInfo.title))}</h2>
    <div ref="editForm" class="component-edit-tabs">${ctx.editForm}</div>
    <div class="component-edit-foot"><button type="button" class="btn btn-primary" ref="saveButton">${escapeHtml(ctx.t('save'))}</button><button type="button" class="btn btn-outline-primary" ref="cancelButton">${escapeHtml(ctx.t('cancel'))}</button><button type="button" class="btn btn-link" ref="removeButton">${escapeHtml(ctx.t('remove'))}</button></div></div>`;
}

function dialog(ctx: Context): string {
  return `<div class="formio-dialog formio-dialog-theme-default component-settings"><div class="formio-dialog-overlay" ref="dialogOverlay"></div><div class="formio-dialog-content" ref="dialogContents" role="dialog" aria-modal="true" aria-label="${escapeHtml(ctx.t('properties'))}"><button type="button" class="formio-dialog-close iconbtn" aria-label="${escapeHtml(ctx.t('close'))}" ref="dialogClose"><i class="bi bi-x-lg" aria-hidden="true"></i></button><div ref="dialogContents"></div></div></div>`;
}

function tab(
  ctx: Context & {
    currentTab: number;
    tabLikey: string;
    tabLinkKey: string;
    tabKey: string;
    tabComponents: string[];
  },
): string {
  const tabs = (ctx.component.components ?? []) as (FormComponent & { label: string })[];
  const heads = tabs.map((one, index) => {
    const on = ctx.currentTab === index;
    return `<li class="nav-item" role="presentation" ref="${ctx.tabLikey}"><a class="nav-link${on ? ' active' : ''}" href="#${escapeHtml(one.key)}" role="tab" aria-selected="${on}" ref="${ctx.tabLinkKey}">${escapeHtml(one.label)}</a></li>`;
  });
  const panels = tabs.map(
    (one, index) =>
      `<div role="tabpanel" aria-label="${escapeHtml(one.label)}" class="tab-pane" style="display:${ctx.currentTab === index ? 'block' : 'none'}" ref="${ctx.tabKey}">${ctx.tabComponents[index] ?? ''}</div>`,
  );
  return `<ul class="nav nav-tabs" role="tablist">${heads.join('')}</ul>${panels.join('')}`;
}

function builderPlaceholder(ctx: Context & { position: number }): string {
  return `<div class="drag-and-drop-alert no-drag" data-noattach="true" data-position="${ctx.position}">${escapeHtml(ctx.t('dragAndDropComponent'))}</div>`;
}

/** A validation message under its field. */
function message(ctx: Context & { key: string; level?: string; message: string }): string {
  return `<div id="e-${ctx.instance.id}-${escapeHtml(ctx.key)}" class="form-text ${escapeHtml(ctx.level ?? 'error')}"><i class="bi bi-exclamation-circle-fill" aria-hidden="true"></i><span>${escapeHtml(ctx.message)}</span></div>`;
}

/** An option of a native select: form.io wraps the label in a span, which leaves the option without an accessible name. */
function selectOption(ctx: OptionContext): string {
  const value = ctx.useId ? ctx.id : ctx.option.value;
  const attributes = Object.entries(ctx.attrs ?? {}).map(([name, text]) => ` ${name}="${escapeHtml(text)}"`);
  const label = ctx
    .t(ctx.option.label, { _userInput: true })
    .replace(/<[^>]*>/g, '')
    .replace(/</g, '&lt;');
  return `<option value="${escapeHtml(value ?? '')}"${ctx.selected ? ' selected="selected"' : ''}${attributes.join('')}>${label}</option>`;
}

/** The conditions of a commitment and what follows when it is broken; nothing for any other tick. */
export function commitmentText(ctx: { component: FormComponent }): string {
  if (kindOf(ctx.component) !== 'commitment') return '';
  const { conditions, consequence } = commitmentOf(ctx.component);
  const items = conditions.map((condition) => `<li>${escapeHtml(condition)}</li>`).join('');
  const after = consequence === '' ? '' : `<p class="own-consequence">${escapeHtml(consequence)}</p>`;
  return `<div class="own-commitment"><ol>${items}</ol>${after}</div>`;
}

/** form.io draws boxes as it draws radios; a group of boxes can't be required, its label says that it is. */
export function withoutRequiredGroup(html: string): string {
  return html.replace(/(role="group"\s+)aria-required="[^"]*"\s+/g, '$1');
}

/** Our templates by form.io's name; the rest are form.io's for Bootstrap 5. */
export const formioTemplates = {
  panel,
  file,
  builder,
  builderSidebar,
  builderSidebarGroup,
  builderComponent,
  builderEditForm,
  builderPlaceholder,
  dialog,
  tab,
  message,
  selectOption,
};
