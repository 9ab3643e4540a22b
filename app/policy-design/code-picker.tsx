import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { industryCodes, industryName } from '~/knowledge/enterprises/industry-code';
import { regionName } from '~/knowledge/enterprises/region-code';
import { regions } from '~/knowledge/documents/region';

interface PickerProps {
  kind: 'region' | 'industry';
  label: string;
  chosen: string[];
  disabled: boolean;
  onChange: (codes: string[]) => void;
}

interface Entry {
  code: string;
  name: string;
  children: Entry[];
}

/** Chooses regions, or industries of GB/T 4754-2017, from their tree or by a word of the name; by keyboard throughout. */
export function CodePicker({ kind, label, chosen, disabled, onChange }: PickerProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [q, setQ] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  const tree = useMemo(
    () => (isOpen ? (kind === 'industry' ? industryTree() : regionTree()) : []),
    [isOpen, kind],
  );
  const found = useMemo(() => (q.trim() === '' ? null : searchTree(tree, q.trim())), [tree, q]);
  const toggle = (code: string) =>
    onChange(chosen.includes(code) ? chosen.filter((item) => item !== code) : [...chosen, code]);
  const nameOf = (code: string) =>
    kind === 'industry' ? (industryName(code) ?? code) : regionName(code, 'zh');
  return (
    <div className="pd-picker">
      <span className="pd-chips">
        {chosen.map((code) => (
          <span key={code} className="tag">
            {nameOf(code)}（{code}）
            {!disabled && (
              <button
                type="button"
                className="pd-x"
                aria-label={t('rules.code.remove', { name: nameOf(code) })}
                onClick={() => toggle(code)}
              >
                <i className="bi bi-x" aria-hidden="true" />
              </button>
            )}
          </span>
        ))}
        {!disabled && (
          <button
            ref={button}
            type="button"
            className="btn btn-outline-primary btn-sm"
            aria-expanded={isOpen}
            aria-label={t('rules.code.open', { label })}
            onClick={() => setOpen(!isOpen)}
          >
            <i className="bi bi-diagram-2" aria-hidden="true" />
            {t(chosen.length === 0 ? 'rules.choose' : 'rules.code.more')}
          </button>
        )}
      </span>
      {isOpen && (
        // The keys are the controls' inside; the group only listens as they pass.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <div
          className="pd-tree"
          role="group"
          aria-label={label}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setOpen(false);
            button.current?.focus();
          }}
        >
          <input
            className="form-control"
            placeholder={t('rules.code.search')}
            aria-label={t('rules.code.search')}
            value={q}
            onChange={(event) => setQ(event.target.value)}
          />
          <div className="pd-tree-list">
            {(found ?? tree).map((entry) => (
              <Branch
                key={entry.code}
                entry={found ? { ...entry, children: [] } : entry}
                chosen={chosen}
                toggle={toggle}
              />
            ))}
            {found?.length === 0 && <p className="hq-sm hq-muted">{t('rules.code.none', { q })}</p>}
          </div>
        </div>
      )}
    </div>
  );
}

interface BranchProps {
  entry: Entry;
  chosen: string[];
  toggle: (code: string) => void;
}

function Branch({ entry, chosen, toggle }: BranchProps) {
  const [isOpen, setOpen] = useState(false);
  const box = (
    <label className="pd-check">
      <input type="checkbox" checked={chosen.includes(entry.code)} onChange={() => toggle(entry.code)} />
      {entry.name} <span className="hq-muted">{entry.code}</span>
    </label>
  );
  if (entry.children.length === 0) return <div className="pd-leaf">{box}</div>;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={entry.name}>
        <span className="hq-muted">{entry.children.length}</span>
      </summary>
      {box}
      {isOpen && (
        <div className="pd-branch">
          {entry.children.map((child) => (
            <Branch key={child.code} entry={child} chosen={chosen} toggle={toggle} />
          ))}
        </div>
      )}
    </details>
  );
}

/** Sections, divisions, groups and classes: each lies under the one whose code it begins with. */
function industryTree(): Entry[] {
  const entries = new Map<string, Entry>();
  const roots: Entry[] = [];
  for (const code of industryCodes()) {
    const entry = { code, name: industryName(code) ?? code, children: [] };
    entries.set(code, entry);
    const parent = [code.slice(0, 4), code.slice(0, 3), code.slice(0, 1)]
      .map((above) => (above === code ? undefined : entries.get(above)))
      .find(Boolean);
    (parent?.children ?? roots).push(entry);
  }
  return roots;
}

/** The city first, then provinces with their prefectures. */
function regionTree(): Entry[] {
  const city: Entry = { code: '359900', name: regionName('359900', 'zh'), children: [] };
  const nation: Entry = { code: '000000', name: regionName('000000', 'zh'), children: [] };
  const provinces = regions.filter(({ code }) => code.endsWith('0000') && code !== '000000');
  return [
    city,
    nation,
    ...provinces.map(({ code, name }) => ({
      code,
      name,
      children: regions
        .filter((region) => region.code !== code && region.code.startsWith(code.slice(0, 2)))
        .map((region) => ({ ...region, children: [] })),
    })),
  ];
}

function searchTree(tree: readonly Entry[], q: string): Entry[] {
  const found: Entry[] = [];
  const visit = (entry: Entry) => {
    if (found.length >= 60) return;
    if (entry.name.includes(q) || entry.code.startsWith(q.toUpperCase())) found.push(entry);
    entry.children.forEach(visit);
  };
  tree.forEach(visit);
  return found;
}
