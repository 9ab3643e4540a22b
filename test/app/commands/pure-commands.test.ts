import { describe, expect, it } from 'vitest';

import { readArguments } from '~/app/commands/read-arguments';
import { checkNode } from '~/app/doctor/check-machine.server';
import { mustMend, printFindings, type Finding } from '~/app/doctor/finding';
import { isLocalRequest } from '~/app/metrics/is-local-request';
import { routeLabel } from '~/app/metrics/route-label';
import { buildOpenApiDocument } from '~/app/openapi/build-openapi-document';

describe('a command’s line', () => {
  it('is read by name, with values behind a space or an equals sign', () => {
    const line = readArguments(['file', '--role', 'member', '--enterprise=a=b', '--force'], {
      options: ['role', 'enterprise'],
      flags: ['force'],
    });
    expect(line).toEqual({
      plain: ['file'],
      options: new Map([
        ['role', 'member'],
        ['enterprise', 'a=b'],
      ]),
      flags: new Set(['force']),
    });
  });
  it('is refused with an unknown option or one without its value', () => {
    expect(readArguments(['--x'], {})).toEqual({ problem: '--x is not known' });
    expect(readArguments(['--role'], { options: ['role'] })).toEqual({ problem: '--role needs a value' });
  });
});

describe('the doctor’s words', () => {
  const finding: Finding = { check: 'x', state: 'weak', zh: '甲', en: 'A', mend: { zh: '乙', en: 'B' } };
  it('come in both languages with what to do', () => {
    expect(printFindings([finding])).toBe('! 甲\n  A\n  → 乙\n    B');
    expect(mustMend([finding])).toBe(false);
    expect(mustMend([finding, { ...finding, state: 'failed' }])).toBe(true);
  });
  it.each([
    ['18.20.0', 'failed'],
    ['20.11.1', 'failed'],
    ['20.12.0', 'good'],
    ['24.1.0', 'good'],
  ])('judge Node %s as %s', (version, state) => {
    expect(checkNode(version).state).toBe(state);
  });
});

describe('labels of metrics', () => {
  it.each([
    ['/api/v1/search?q=x', 200, '/api/v1/search'],
    ['/policies/small-low-profit', 200, '/policies/small-low-profit'],
    ['/documents/cm3k2j1h0000x', 200, '/documents/:id'],
    ['/documents/cm3k2j1h0000x.data', 200, '/documents/:id'],
    ['/links/AbCdEf', 200, '/links/:id'],
    ['/wp-login.php', 404, 'unmatched'],
    ['/assets/root-x1.js', 200, 'assets'],
  ])('%s %i is %s', (address, status, label) => {
    expect(routeLabel(address, status)).toBe(label);
  });
});

describe('a local request', () => {
  const none = new Headers();
  const forwarded = new Headers({ 'x-forwarded-for': '127.0.0.1' });
  it('is one from this machine that no untrusted proxy handed on', () => {
    expect(isLocalRequest('127.0.0.1', none, false)).toBe(true);
    expect(isLocalRequest('::ffff:127.0.0.1', none, false)).toBe(true);
    expect(isLocalRequest('::1', none, false)).toBe(true);
    expect(isLocalRequest('127.0.0.1', forwarded, false)).toBe(false);
    expect(isLocalRequest('203.0.113.7', forwarded, true)).toBe(false);
    expect(isLocalRequest(undefined, none, false)).toBe(false);
  });
});

describe('the API’s description', () => {
  const document = buildOpenApiDocument({ version: '0.1.0', url: 'http://localhost:3000' });
  it('names every route of the contract, and every reference leads somewhere', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths ?? {})).toEqual(
      expect.arrayContaining([
        '/healthz',
        '/readyz',
        '/metrics',
        '/api/v1/search',
        '/api/v1/chat',
        '/api/v1/match',
        '/api/v1/facts/derive',
        '/api/v1/prefill',
        '/api/v1/policies/{id}',
        '/api/v1/documents',
        '/api/v1/forms',
        '/api/v1/facts',
        '/api/v1/status',
      ]),
    );
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components?.schemas).toHaveProperty(name ?? '');
    }
    expect(text).not.toMatch(/"\$ref":"(?!#\/components\/)/);
  });
  it('has the limits that the requests are checked by', () => {
    const parameters = document.paths?.['/api/v1/search']?.get?.parameters;
    expect(parameters).toContainEqual(
      expect.objectContaining({ name: 'limit', schema: expect.objectContaining({ maximum: 50 }) as unknown }),
    );
  });
});
