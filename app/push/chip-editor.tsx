import { useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { readParts, writeParts } from '~/knowledge/policies/push/templates/template-parts';

import { insertAtCaret, partsOf, placeParts } from './chip-text.client';

interface ChipEditorProps {
  label: string;
  /** What stands at first; the page gives the editor a new key to start over. */
  start: string;
  values: readonly string[];
  isBody: boolean;
  isInvalid: boolean;
  describedBy: string;
  onChange: (words: string) => void;
}

/** Words with chips for values: one types as in a letter, and a chip is put in, or taken out, as a whole. */
export function ChipEditor({
  label,
  start,
  values,
  isBody,
  isInvalid,
  describedBy,
  onChange,
}: ChipEditorProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const begin = useRef(start);
  useEffect(() => {
    if (box.current)
      placeParts(box.current, readParts(begin.current), (value) => t(`template.value.${value}`));
  }, [t]);
  const tell = () => {
    if (box.current) onChange(writeParts(partsOf(box.current)));
  };
  const insert = (what: { text: string } | { value: string }) => {
    if (!box.current) return;
    insertAtCaret(box.current, what, (value) => t(`template.value.${value}`));
    tell();
  };
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    const text = event.clipboardData.getData('text/plain');
    insert({ text: isBody ? text : text.replace(/\s+/g, ' ') });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (isBody) insert({ text: '\n' });
  };
  return (
    <div>
      <span className="form-label">{label}</span>
      <div
        ref={box}
        className={`push-edit${isBody ? ' push-edit-body' : ''}${isInvalid ? ' is-invalid' : ''}`}
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        tabIndex={0}
        aria-multiline={isBody}
        aria-label={label}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onInput={tell}
        onPaste={paste}
        onKeyDown={press}
      />
      <div className="push-chips">
        <span className="hq-sm hq-muted">{t('template.insert')}</span>
        {values.map((value) => (
          <button
            key={value}
            type="button"
            className="btn btn-outline-primary btn-sm"
            // The caret stays where it is while the button is pressed.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => insert({ value })}
          >
            <i className="bi bi-plus" aria-hidden="true" />
            {t(`template.value.${value}`)}
          </button>
        ))}
      </div>
    </div>
  );
}
