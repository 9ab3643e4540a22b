import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useNavigation,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import bootstrapStyles from 'bootstrap/dist/css/bootstrap.min.css?url';
import iconStyles from 'bootstrap-icons/font/bootstrap-icons.min.css?url';

import layoutStyles from '~/app/styles/layout.css?url';
import themeStyles from '~/app/styles/theme.css?url';

import { ErrorPage } from './errors';
import { DeskFrame } from './frame/desk-frame';
import { getFrame } from './frame/get-frame.server';
import { PublicFrame } from './frame/public-frame';
import { useFrame } from './frame/use-frame';
import { useNonce } from './frame/use-nonce';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: bootstrapStyles },
  { rel: 'stylesheet', href: iconStyles },
  { rel: 'stylesheet', href: themeStyles },
  { rel: 'stylesheet', href: layoutStyles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.locale === 'en' ? 'Huiqitong · Yunjiang' : '惠企通 · 云江市' },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return getFrame(request, context);
}

export function Layout({ children }: { children: ReactNode }) {
  const frame = useFrame();
  const nonce = useNonce();
  const { t, i18n } = useTranslation();
  const { pathname } = useLocation();
  const isDesk = pathname === '/desk' || pathname.startsWith('/desk/');
  const Frame = isDesk ? DeskFrame : PublicFrame;
  const isLoading = useNavigation().state !== 'idle';
  return (
    <html
      lang={frame?.locale ?? i18n.language}
      data-elder={frame?.elder ? 'on' : undefined}
      data-density={isDesk ? 'desk' : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <a className="hq-skip" href="#main">
          {t('frame.skip')}
        </a>
        {isLoading && <div className="page-progress" role="progressbar" aria-label={t('frame.loading')} />}
        <Frame frame={frame}>{children}</Frame>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const frame = useFrame();
  return <ErrorPage requestId={frame?.requestId} />;
}
