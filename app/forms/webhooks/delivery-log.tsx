import { useTranslation } from 'react-i18next';

export interface DeliveryLine {
  id: string;
  url: string;
  event: string;
  subject: string;
  outcome: string;
  status: number | null;
  tookMs: number;
  fault: { code: string; detail: string } | null;
  at: string;
}

/** 投递记录: each try, newest first. */
export function DeliveryLog({ log }: { log: DeliveryLine[] }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card webhook-log" aria-labelledby="log">
      <div className="hq-card-h">
        <h2 id="log">{t('webhooks.log')}</h2>
      </div>
      {log.length === 0 ? (
        <div className="hq-empty">
          <i className="bi bi-send" aria-hidden="true" />
          <p>{t('webhooks.log.none')}</p>
        </div>
      ) : (
        <table className="table">
          <thead>
            <tr>
              {['time', 'event', 'address', 'result'].map((column) => (
                <th key={column} scope="col">
                  {t(`webhooks.log.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {log.map((line) => (
              <tr key={line.id}>
                <td className="num">{line.at}</td>
                <td>
                  {t(`webhooks.event.${line.event.replace('application.', '')}`)}
                  <br />
                  <span className="hq-prov">{line.subject}</span>
                </td>
                <td className="webhook-url">{line.url}</td>
                <td>
                  <span className={line.outcome === 'delivered' ? 'tag tag-b' : 'tag channel-failing'}>
                    {t(`webhooks.outcome.${line.outcome}`)}
                  </span>{' '}
                  <span className="num hq-sm">{t('webhooks.log.took', { n: line.tookMs })}</span>
                  {line.fault && (
                    <div className="hq-xs">
                      {t(`channels.fault.${line.fault.code}`)}{' '}
                      <span className="hq-muted num">{line.fault.detail}</span>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
