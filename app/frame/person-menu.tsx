import { Form, Link, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { Frame } from './get-frame.server';
import { useDisclosure } from './use-disclosure';

/** Whom the person acts for, with the switch between enterprises; a disclosure, so that it works without JavaScript. */
export function PersonMenu({ frame }: { frame: Frame }) {
  const { t } = useTranslation();
  const location = useLocation();
  const details = useDisclosure();
  const { person, enterprise, enterprises } = frame;
  if (!person) return null;
  const others = enterprises.filter(({ id }) => id !== enterprise?.id);
  return (
    <details className="person-menu" ref={details}>
      <summary className="who" aria-label={enterprise?.name ?? person.name}>
        <i className={`bi ${enterprise ? 'bi-buildings' : 'bi-person'}`} aria-hidden="true" />
        <span className="who-name">{enterprise?.name ?? person.name}</span>
        <i className="bi bi-chevron-down" aria-hidden="true" />
      </summary>
      <div className="person-menu-list hq-card">
        <p className="hq-sm">
          <b>{person.name}</b>
          <br />
          <span className="hq-muted">
            {person.isStaff
              ? [person.department, ...person.roles.map((role) => t(`role.${role}`))]
                  .filter(Boolean)
                  .join(' · ')
              : (enterprise?.name ?? t('nav.no-enterprise'))}
          </span>
        </p>
        {others.length > 0 && (
          <Form method="post" action="/session/enterprise" reloadDocument>
            <input type="hidden" name="next" value={location.pathname} />
            <p className="hq-xs hq-muted">{t('nav.act-for')}</p>
            {others.map(({ id, name }) => (
              <button key={id} name="enterpriseId" value={id}>
                <i className="bi bi-arrow-left-right" aria-hidden="true" />
                {name}
              </button>
            ))}
          </Form>
        )}
        {enterprise && (
          <>
            <Link to="/my/facts">{t('nav.facts')}</Link>
            <Link to="/my/members">{t('nav.members')}</Link>
          </>
        )}
        {person.isStaff && <Link to="/desk">{t('brand.desk')}</Link>}
        <Link to="/my/account">{t('nav.account')}</Link>
        <Form method="post" action="/sign-out" reloadDocument>
          <button>{t('nav.sign-out')}</button>
        </Form>
      </div>
    </details>
  );
}
