import { useTranslation } from 'react-i18next';

import type { DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';

import { CodePicker } from './code-picker';
import type { BuilderContext } from './editor-context';
import { OperandField } from './formula-editor';
import { DecimalInput } from './value-editor';

type Classification = Extract<DerivedFactInput['formula'], { kind: 'classify' }>;
type Branch = Classification['branches'][number];

interface ClassProps {
  builder: BuilderContext;
  fact: DerivedFactInput;
  formula: Classification;
  onChange: (formula: Classification, more: Partial<DerivedFactInput>, mark: string | null) => void;
}

/** 分类: classes from the highest to the lowest, and for each group of industries the least values of each class. */
export function ClassEditor({ builder, fact, formula, onChange }: ClassProps) {
  const { t } = useTranslation();
  const { classes, branches } = formula;
  const nameOf = (code: string) => fact.words?.[code]?.zh ?? code;
  const rename = (at: number, zh: string) =>
    onChange(
      formula,
      { words: { ...fact.words, [classes[at]!]: { zh, en: fact.words?.[classes[at]!]?.en ?? zh } } },
      `class ${at}`,
    );
  const resize = (next: string[]) =>
    onChange(
      {
        ...formula,
        classes: next,
        branches: branches.map((branch) => ({
          ...branch,
          minima: branch.minima.map(({ of, atLeast }) => ({
            of,
            atLeast: next.slice(0, -1).map((_, index) => atLeast[index] ?? 0),
          })),
        })),
      },
      {},
      null,
    );
  const changeBranch = (at: number, next: Branch, mark: string | null) =>
    onChange({ ...formula, branches: branches.map((old, index) => (index === at ? next : old)) }, {}, mark);
  const limits = (): (number | string)[] => classes.slice(0, -1).map(() => 0);
  return (
    <div className="stack">
      <div className="pd-row">
        <span className="hq-sm">{t('rules.class.classes')}</span>
        {classes.map((code, at) => (
          <input
            key={code}
            className="form-control pd-figure"
            aria-label={t('rules.class.name', { n: at + 1 })}
            value={nameOf(code)}
            onChange={(event) => rename(at, event.target.value)}
          />
        ))}
        <button
          type="button"
          className="btn btn-link btn-sm"
          onClick={() => resize([...classes, nextCode(classes)])}
        >
          <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.class.add')}
        </button>
        {classes.length > 2 && (
          <button type="button" className="btn btn-link btn-sm" onClick={() => resize(classes.slice(0, -1))}>
            {t('rules.class.remove')}
          </button>
        )}
      </div>
      {branches.map((branch, at) => (
        <div
          key={at}
          className="pd-indicator"
          role="group"
          aria-label={branch.label || t('rules.class.branch', { n: at + 1 })}
        >
          <div className="pd-row">
            <input
              className="form-control pd-label"
              aria-label={t('rules.class.branch', { n: at + 1 })}
              placeholder={t('rules.class.branch', { n: at + 1 })}
              value={branch.label}
              onChange={(event) => changeBranch(at, { ...branch, label: event.target.value }, `branch ${at}`)}
            />
            <button
              type="button"
              className="pd-x"
              aria-label={t('rules.class.remove-branch', { name: branch.label })}
              onClick={() =>
                onChange({ ...formula, branches: branches.filter((_, index) => index !== at) }, {}, null)
              }
            >
              <i className="bi bi-trash" aria-hidden="true" />
            </button>
          </div>
          <CodePicker
            kind="industry"
            label={t('rules.class.industries')}
            chosen={branch.within}
            disabled={builder.isReadOnly}
            onChange={(within) => changeBranch(at, { ...branch, within }, null)}
          />
          {branch.minima.map((minimum, index) => (
            <div key={index} className="pd-row">
              <OperandField
                builder={builder}
                label={t('rules.class.fact', { n: index + 1 })}
                value={minimum.of}
                without={fact.key}
                onChange={(of) =>
                  changeBranch(
                    at,
                    {
                      ...branch,
                      minima: branch.minima.map((old, place) => (place === index ? { ...old, of } : old)),
                    },
                    null,
                  )
                }
              />
              {classes.slice(0, -1).map((code, rank) => (
                <span key={code} className="pd-inline">
                  {nameOf(code)} ≥
                  <DecimalInput
                    label={t('rules.class.least', { name: nameOf(code) })}
                    text={String(minimum.atLeast[rank] ?? 0)}
                    disabled={false}
                    onText={(text) =>
                      changeBranch(
                        at,
                        {
                          ...branch,
                          minima: branch.minima.map((old, place) =>
                            place === index
                              ? {
                                  ...old,
                                  atLeast: limits().map((_, n) =>
                                    n === rank ? text : (old.atLeast[n] ?? 0),
                                  ),
                                }
                              : old,
                          ),
                        },
                        `least ${at} ${index} ${rank}`,
                      )
                    }
                  />
                </span>
              ))}
            </div>
          ))}
          <button
            type="button"
            className="btn btn-link btn-sm"
            onClick={() =>
              changeBranch(
                at,
                { ...branch, minima: [...branch.minima, { of: 'staff.count', atLeast: limits() }] },
                null,
              )
            }
          >
            <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.class.add-limit')}
          </button>
        </div>
      ))}
      <button
        type="button"
        className="btn btn-outline-primary btn-sm"
        onClick={() =>
          onChange(
            {
              ...formula,
              branches: [
                ...branches,
                { label: '', within: [], minima: [{ of: 'staff.count', atLeast: limits() }] },
              ],
            },
            {},
            null,
          )
        }
      >
        <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.class.add-branch')}
      </button>
    </div>
  );
}

function nextCode(classes: readonly string[]): string {
  let letter = 'a'.charCodeAt(0);
  while (classes.includes(String.fromCharCode(letter))) letter += 1;
  return String.fromCharCode(letter);
}
