import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { Conflict, ConflictSide } from '~/knowledge/answers/conflicts/find-conflicts';

/** Two documents in force that differ: both are shown, the higher or newer first, with the reason for the order. */
export function ConflictNote({ conflicts }: { conflicts: readonly Conflict[] }) {
  const { t } = useTranslation();
  if (conflicts.length === 0) return null;
  return (
    <section className="hq-note chat-conflict" aria-label={t('chat.conflict.title')}>
      <p className="hq-label">
        <i className="bi bi-exclamation-triangle" aria-hidden="true" />
        {t('chat.conflict.title')}
      </p>
      {conflicts.map((conflict) => (
        <div
          key={`${conflict.first.passage.passageId}-${conflict.second.passage.passageId}-${conflict.aspect}`}
        >
          <ol>
            <Side side={conflict.first} />
            <Side side={conflict.second} />
          </ol>
          <p className="hq-sm">{t(`chat.conflict.${conflict.rule}`)}</p>
        </div>
      ))}
    </section>
  );
}

function Side({ side }: { side: ConflictSide }) {
  const { passage, sentence, figure } = side;
  const [before = '', after = ''] = sentence.split(figure, 2);
  return (
    <li>
      {before}
      <mark>{figure}</mark>
      {after}
      <span className="hq-sm hq-muted">
        {' '}
        <Link to={`/documents/${passage.documentId}?mark=${passage.passageId}#p-${passage.passageId}`}>
          {passage.documentNumber ?? `《${passage.title}》`}
        </Link>{' '}
        {passage.path}
      </span>
    </li>
  );
}
