import { useTranslation } from 'react-i18next';

import type { FillSaveState } from './merging-saver';
import type { OpenConflict } from './open-conflicts';
import { timeOf } from './provenance-chip';

interface ConflictNoteProps {
  state: FillSaveState;
  conflicts: readonly OpenConflict[];
  onChoose: (path: string, side: 'mine' | 'theirs') => void;
}

/** What stands in the way of saving: a session that ended, a draft handed in elsewhere, fields filled in twice. */
export function ConflictNote({ state, conflicts, onChoose }: ConflictNoteProps) {
  const { t } = useTranslation();
  if (state.kind === 'refused') {
    return (
      <div className="hq-note hq-note-no fill-gap" role="alert">
        <i className="bi bi-exclamation-triangle" aria-hidden="true" />
        <span className="grow">
          {t(state.status === 401 || state.status === 0 ? 'fill.save.signed-out' : 'fill.save.refused-help')}
        </span>
        <a
          className="btn btn-outline-primary btn-sm"
          href="/my/applications"
          target="_blank"
          rel="noreferrer"
        >
          {t('fill.save.sign-in')}
        </a>
      </div>
    );
  }
  if (state.kind === 'conflict')
    return (
      <div className="hq-note hq-note-gap fill-gap" role="alert">
        <i className="bi bi-exclamation-triangle" aria-hidden="true" />
        <span className="grow">{t('fill.conflict.submitted')}</span>
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          onClick={() => window.location.reload()}
        >
          {t('fill.reload')}
        </button>
      </div>
    );
  if (conflicts.length === 0) return null;
  return (
    <section
      className="hq-note hq-note-gap fill-gap"
      id="fill-conflicts"
      tabIndex={-1}
      role="alert"
      aria-labelledby="conflict-title"
    >
      <i className="bi bi-exclamation-triangle" aria-hidden="true" />
      <div className="grow">
        <b id="conflict-title">{t('fill.conflict.title', { n: conflicts.length })}</b>
        <p className="hq-sm">{t('fill.conflict.help')}</p>
        {conflicts.map((conflict) => (
          <ConflictRow key={conflict.path} conflict={conflict} onChoose={onChoose} />
        ))}
      </div>
    </section>
  );
}

/** One field with both values, each with its device and time, and a button each. */
function ConflictRow({
  conflict,
  onChoose,
}: {
  conflict: OpenConflict;
  onChoose: ConflictNoteProps['onChoose'];
}) {
  const { t } = useTranslation();
  const { path, label, mineText, theirsText, mineAt, saved } = conflict;
  const device = useDevice(saved?.device ?? '');
  const whose = saved
    ? t('fill.conflict.from', {
        name: saved.name,
        device,
        time: timeOf(new Date(saved.at)),
      })
    : t('fill.conflict.elsewhere');
  return (
    <fieldset className="conflict">
      <legend>{label}</legend>
      {(
        [
          ['mine', t('fill.conflict.here', { time: timeOf(new Date(mineAt)) }), mineText],
          ['theirs', whose, theirsText],
        ] as const
      ).map(([side, from, text]) => (
        <div key={side} className="conflict-side">
          <span className="hq-prov">{from}</span>
          <span className="conflict-value">{text || t('fill.nothing')}</span>
          <button
            type="button"
            className="btn btn-outline-primary btn-sm"
            onClick={() => onChoose(path, side)}
          >
            {t(`fill.conflict.take-${side}`)}
            <span className="visually-hidden">：{label}</span>
          </button>
        </div>
      ))}
    </fieldset>
  );
}

/** `phone/Chrome` in words. */
export function useDevice(device: string): string {
  const { t } = useTranslation();
  const [kind = '', browser] = device.split('/');
  const known = ['phone', 'tablet', 'computer', 'program'].includes(kind) ? kind : 'unknown';
  const word = t(`fill.device.${known}`);
  return browser ? `${word} · ${browser === 'WeChat' ? t('fill.device.wechat') : browser}` : word;
}
