import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { cityTime } from '~/app/people/city-time';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/people.css?url';
import { translator } from '~/app/words/translator';
import { listDroppedSentences } from '~/knowledge/answers/list-dropped-sentences.server';

export const links = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

/** 未通过核验的句子: what a model wrote and the citation checks kept from being shown. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk');
  const before = new Date(new URL(request.url).searchParams.get('before') ?? '');
  const page = await listDroppedSentences(
    context.services.db,
    reader,
    Number.isNaN(before.valueOf()) ? {} : { before },
  );
  return { ...page, title: `${translator(localeOf(request))('dropped.title')} · 惠企通` };
}

export default function DroppedSentencesPage() {
  const { turns, next } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="people-desk">
      <div className="deskhead">
        <h1>{t('dropped.title')}</h1>
      </div>
      <p className="hq-muted">{t('dropped.help')}</p>
      {turns.length === 0 ? (
        <p className="hq-empty">{t('dropped.empty')}</p>
      ) : (
        <ScrollRegion className="table-scroll hq-card" label={t('dropped.title')}>
          <table className="table">
            <thead>
              <tr>
                {['sentence', 'reason', 'passage', 'question', 'model', 'time'].map((column) => (
                  <th key={column} scope="col">
                    {t(`dropped.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {turns.flatMap((turn) =>
                turn.sentences.map((sentence, at) => (
                  <tr key={`${turn.turnId}-${at}`}>
                    <td>{sentence.text}</td>
                    <td>
                      {t(`dropped.reason.${sentence.reason}`)}
                      {sentence.figures && (
                        <div className="hq-sm hq-muted">{sentence.figures.join('、')}</div>
                      )}
                    </td>
                    <td>
                      {sentence.passage ? (
                        <Link
                          to={`/documents/${sentence.passage.documentId}?mark=${sentence.passage.passageId}#p-${sentence.passage.passageId}`}
                        >
                          {sentence.passage.title} {sentence.passage.path}
                        </Link>
                      ) : (
                        <span className="hq-muted">{t('dropped.no-passage')}</span>
                      )}
                    </td>
                    <td>{turn.question}</td>
                    <td>{turn.model ?? t('dropped.fell-back')}</td>
                    <td className="nowrap">{cityTime(turn.createdAt)}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {next && (
        <p>
          <Link to={`?before=${encodeURIComponent(String(next))}`}>{t('dropped.older')}</Link>
        </p>
      )}
    </div>
  );
}
