import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { InvalidRuleError } from '~/knowledge/policies/invalid-rule';
import { prepareRule } from '~/knowledge/policies/prepare-rule';
import { ruleSentence } from '~/knowledge/policies/rule-sentence';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from '~/knowledge/policies/rule-schema';

import { nodeAt } from './edit-rule';
import type { BuilderContext } from './editor-context';
import { RuleBuilder } from './rule-builder';

const views = ['blocks', 'sentence', 'json'] as const;

/** 条件: one rule as blocks, as a sentence, as JSON. */
export function RuleTab({ builder }: { builder: BuilderContext }) {
  const { t } = useTranslation();
  const [view, setView] = useState<(typeof views)[number]>('blocks');
  return (
    <section className="hq-card" aria-labelledby="rule-title">
      <div className="hq-card-h">
        <h2 id="rule-title">{t('rules.conditions')}</h2>
        <span className="seg pd-seg" role="group" aria-label={t('rules.view')}>
          {views.map((item) => (
            <button
              key={item}
              type="button"
              className={view === item ? 'on' : ''}
              aria-pressed={view === item}
              onClick={() => setView(item)}
            >
              {t(`rules.view.${item}`)}
            </button>
          ))}
        </span>
      </div>
      <div className="pd-card">
        {view !== 'json' && <Sentence builder={builder} isLong={view === 'sentence'} />}
        {view === 'blocks' && <RuleBuilder builder={builder} />}
        {view === 'json' && <RuleJson builder={builder} />}
        {view === 'blocks' && <p className="hq-xs hq-muted pd-keys">{t('rules.keys')}</p>}
      </div>
    </section>
  );
}

/** 读作: the rule as it is computed; a press on a part leads to its condition. */
function Sentence({ builder, isLong }: { builder: BuilderContext; isLong: boolean }) {
  const { t } = useTranslation();
  const { rule, context, locale, focusId } = builder;
  if (rule.rules.length === 0) return <p className="say hq-muted">{t('rules.sentence.empty')}</p>;
  const parts = ruleSentence(rule, context, locale);
  return (
    <p className={isLong ? 'say say-long' : 'say'} aria-live="polite" data-sentence>
      <span className="hq-muted">{t('rules.reads')}</span>
      {parts.map((part, index) => {
        const node = part.path && nodeAt(rule, part.path);
        const id = node && !isRuleGroup(node) ? node.id : undefined;
        return id === undefined ? (
          <span key={index}>{part.text}</span>
        ) : (
          <b key={index} className={id === focusId ? 'is-here' : undefined}>
            {part.text}
          </b>
        );
      })}
    </p>
  );
}

/** The stored JSON, to read, copy or replace; what can't be computed isn't taken over. */
function RuleJson({ builder }: { builder: BuilderContext }) {
  const { t } = useTranslation();
  const { rule, setRule, context, isReadOnly } = builder;
  const shown = JSON.stringify(rule, null, 2);
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const apply = () => {
    try {
      const read = JSON.parse(typed ?? shown) as RuleGroup | RuleLeaf;
      prepareRule(read, context);
      setRule(read as RuleGroup, null);
      setTyped(null);
      setProblem(null);
    } catch (error) {
      if (!(error instanceof SyntaxError) && !(error instanceof InvalidRuleError)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <div className="stack">
      <textarea
        className="form-control pd-json"
        aria-label={t('rules.view.json')}
        spellCheck={false}
        rows={24}
        value={typed ?? shown}
        readOnly={isReadOnly}
        onChange={(event) => setTyped(event.target.value)}
      />
      {problem && (
        <p className="hq-note hq-note-no" role="alert">
          {t('rules.json.problem', { problem })}
        </p>
      )}
      {!isReadOnly && (
        <p className="row-x">
          <button type="button" className="btn btn-primary btn-sm" disabled={typed === null} onClick={apply}>
            {t('rules.json.apply')}
          </button>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            disabled={typed === null}
            onClick={() => {
              setTyped(null);
              setProblem(null);
            }}
          >
            {t('rules.json.discard')}
          </button>
        </p>
      )}
    </div>
  );
}
