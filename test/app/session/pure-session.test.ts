import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { addressBlock } from '~/app/session/address-block';
import { attemptPolicies, waitAfter } from '~/app/session/attempt-policies';
import { isOwnOrigin, type OriginEvidence } from '~/app/session/check-origin';
import { normalLogin } from '~/app/session/normal-login';
import { ownPath } from '~/app/session/own-path';
import { clearSessionCookie, readSessionToken, writeSessionCookie } from '~/app/session/session-cookie';

describe('a path to go on to', () => {
  it('never leaves the site, whatever is asked for (abuse 21)', () => {
    const hostile = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc
        .tuple(fc.constantFrom('/', '//', '/\\', '\\/', '/\t/', ' //', '/./', '/..//'), fc.domain())
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(hostile, (next) => {
        const target = new URL(ownPath(next), 'http://own.example');
        expect(target.origin).toBe('http://own.example');
      }),
    );
  });
  it('keeps our own paths whole', () => {
    expect(ownPath('/my/benefits?a=1#b')).toBe('/my/benefits?a=1#b');
    expect(ownPath(null, '/desk')).toBe('/desk');
    expect(ownPath('/.//evil.example', '/desk')).toBe('/desk');
  });
});

describe('a request that changes something (abuse 10)', () => {
  const base: OriginEvidence = {
    method: 'POST',
    host: 'hq.example.cn',
    origin: undefined,
    secFetchSite: undefined,
    hasSessionCookie: true,
    hasBearerKey: false,
  };
  it.each<[string, Partial<OriginEvidence>, boolean]>([
    ['reads', { method: 'GET', secFetchSite: 'cross-site' }, true],
    ['comes from our page', { secFetchSite: 'same-origin' }, true],
    ['was typed by the reader', { secFetchSite: 'none' }, true],
    ['comes from another site', { secFetchSite: 'cross-site' }, false],
    ['comes from a sister host', { secFetchSite: 'same-site' }, false],
    [
      'comes from another site without a cookie (forged sign-in)',
      { secFetchSite: 'cross-site', hasSessionCookie: false },
      false,
    ],
    ['names our origin in an old browser', { origin: 'https://hq.example.cn' }, true],
    ['names the public origin behind a proxy', { origin: 'https://public.example.cn' }, true],
    ['names another origin', { origin: 'https://evil.example' }, false],
    ['hides its origin', { origin: 'null' }, false],
    ['has a cookie and says nothing', {}, false],
    ['is a program without cookie', { hasSessionCookie: false }, true],
    [
      'is a program with a key',
      { hasSessionCookie: false, hasBearerKey: true, origin: 'https://tool.example' },
      true,
    ],
    ['carries a cookie beside a made-up key', { hasBearerKey: true, secFetchSite: 'cross-site' }, false],
  ])('%s', (_, evidence, allowed) => {
    expect(isOwnOrigin({ ...base, ...evidence }, 'https://public.example.cn')).toBe(allowed);
  });
});

describe('cookies and addresses', () => {
  it('reads back the token that it wrote, among other cookies', () => {
    const token = 'a'.repeat(43);
    const written = writeSessionCookie(token, { secure: true, maxAgeSeconds: 60 });
    expect(readSessionToken(`x=1; ${written.split(';')[0] ?? ''}; y=2`)).toBe(token);
    expect(readSessionToken('hq_session=short')).toBeNull();
    expect(readSessionToken(null)).toBeNull();
    expect(clearSessionCookie({ secure: false })).toContain('Max-Age=0');
  });
  it('counts an IPv6 household as one and an IPv4 address as itself', () => {
    expect(addressBlock('203.0.113.7')).toBe('203.0.113.7');
    expect(addressBlock('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(addressBlock('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(addressBlock('2001:0db8:0001:0002::9%eth0')).toBe('2001:db8:1:2::/64');
    expect(addressBlock('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(addressBlock('::1')).toBe('0:0:0:0::/64');
  });
  it('takes a name in any width and case', () => {
    expect(normalLogin(' ＬＩＮ@Example.com ')).toBe('lin@example.com');
  });
  it('never shortens the wait as failures go on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(attemptPolicies)), fc.nat(50), (policy, count) => {
        expect(waitAfter(policy, count + 1)).toBeGreaterThanOrEqual(waitAfter(policy, count));
      }),
    );
  });
});
