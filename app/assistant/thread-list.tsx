import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { cityDate, daysBetween } from '~/prisma/calendar/city-date';

interface Thread {
  id: string;
  title: string;
  updatedAt: Date;
}

/** 提问记录: the person's conversations by age. */
export function ThreadList({
  threads,
  current,
  today,
  isSignedIn,
}: {
  threads: Thread[];
  current: string | null;
  today: string;
  isSignedIn: boolean;
}) {
  const { t } = useTranslation();
  const groups = [
    ['today', threads.filter((thread) => age(thread, today) <= 0)],
    ['week', threads.filter((thread) => age(thread, today) > 0 && age(thread, today) <= 7)],
    ['older', threads.filter((thread) => age(thread, today) > 7)],
  ] as const;
  return (
    <aside className="hist elder-hide" aria-label={t('chat.threads')}>
      <Link className="btn btn-outline-primary" to="/assistant">
        <i className="bi bi-plus-lg" aria-hidden="true" />
        {t('chat.new')}
      </Link>
      {groups.map(
        ([name, items]) =>
          items.length > 0 && (
            <nav key={name} aria-label={t(`chat.threads.${name}`)}>
              <p className="sec">{t(`chat.threads.${name}`)}</p>
              {items.map(({ id, title }) => (
                <Link
                  key={id}
                  to={`/assistant?c=${encodeURIComponent(id)}`}
                  className={id === current ? 'on' : ''}
                  {...(id === current && { 'aria-current': 'page' })}
                >
                  {title}
                </Link>
              ))}
            </nav>
          ),
      )}
      {threads.length === 0 && (
        <p className="hq-xs hq-muted">{t(isSignedIn ? 'chat.threads.empty' : 'chat.threads.none')}</p>
      )}
    </aside>
  );
}

const age = (thread: Thread, today: string) => daysBetween(cityDate(new Date(thread.updatedAt)), today);
