import { deflateSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { passesLuhn } from '~/forms/components/bank-account';
import { codeProblem, codeText } from '~/forms/components/check-code';
import { kindProblem } from '~/forms/components/check-kind';
import { kindOf } from '~/forms/components/component-kind';
import { idNumberCheck, idNumberProblem, maskIdNumber } from '~/forms/components/id-number';
import { readSignature } from '~/forms/components/signature';
import type { FormComponent } from '~/forms/definition/form-definition';
import { creditCodeCheck } from '~/knowledge/enterprises/credit-code';

const own = (format: string, rest: Partial<FormComponent> = {}): FormComponent => ({
  type: 'textfield',
  key: 'a',
  label: '甲',
  input: true,
  format,
  ...rest,
});
const code = (component: FormComponent, value: unknown) => kindProblem(component, value)?.code ?? null;

describe('credit codes (GB 32100)', () => {
  const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  const letters = (n: number) => fc.array(fc.constantFrom(...alphabet), { minLength: n, maxLength: n });
  const first17 = fc
    .tuple(letters(2), fc.integer({ min: 100_000, max: 999_999 }), letters(9))
    .map(([head, region, tail]) => `${head.join('')}${region}${tail.join('')}`);

  test('property: with its check character it passes, with any other it fails', () => {
    fc.assert(
      fc.property(first17, fc.constantFrom(...alphabet), (head, other) => {
        const right = creditCodeCheck(head);
        expect(code(own('credit-code'), head + right)).toBeNull();
        fc.pre(other !== right);
        expect(code(own('credit-code'), head + other)).toBe('credit-code-check');
      }),
    );
  });

  test('property: one changed sign is found', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), fc.constantFrom(...'0123456789'), (head, at, sign) => {
        fc.pre(head[at] !== sign);
        const changed = `${head.slice(0, at)}${sign}${head.slice(at + 1)}`;
        expect(code(own('credit-code'), changed + creditCodeCheck(head))).not.toBeNull();
      }),
    );
  });

  test('length and letters have words of their own', () => {
    expect(kindProblem(own('credit-code'), '9135')).toEqual({ code: 'credit-code-length', params: { n: 4 } });
    expect(code(own('credit-code'), '91350100M000100y43')).toBe('credit-code-letters');
    expect(code(own('credit-code'), 91)).toBe('type');
  });
});

describe('identity numbers (GB 11643)', () => {
  const digits = fc
    .tuple(
      fc.integer({ min: 110_000, max: 659_999 }),
      fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(
      ([region, born, order]) =>
        `${region}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`,
    );

  test('property: the check character fits, any other does not, and a changed digit is found', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom(...'0123456789X'), fc.nat(16), (head, other, at) => {
        const right = idNumberCheck(head);
        expect(idNumberProblem(head + right)).toBeNull();
        if (other !== right) expect(idNumberProblem(head + other)).toBe('check');
        const changed = `${head.slice(0, at)}${(Number(head[at]) + 1) % 10}${head.slice(at + 1)}`;
        expect(idNumberProblem(changed + right)).not.toBeNull();
      }),
    );
  });

  test('the example of the standard passes; a birthday that never was does not', () => {
    expect(idNumberProblem('11010519491231002X')).toBeNull();
    expect(idNumberProblem('11010519490231002X')).toBe('date');
    expect(idNumberProblem('11010518000101002X')).toBe('date');
    expect(idNumberProblem('1101051949123100')).toBe('length');
    expect(idNumberProblem('11010519491231002x')).toBe('letters');
    expect(kindProblem(own('id-number'), '123')).toEqual({ code: 'id-number-length', params: { n: 3 } });
    expect(code(own('id-number'), '110105194912310021')).toBe('id-number-check');
  });

  test('in lists the birthday and the order are covered', () => {
    expect(maskIdNumber('11010519491231002X')).toBe('110105********002X');
    expect(maskIdNumber('12345')).toBe('*****');
  });
});

describe('phones and accounts', () => {
  test('a phone has 11 digits from 13 to 19', () => {
    expect(code(own('mobile'), '13800138000')).toBeNull();
    expect([
      code(own('mobile'), '1380013'),
      code(own('mobile'), '12800138000'),
      code(own('mobile'), '138-0013'),
    ]).toEqual(['mobile-length', 'mobile-start', 'mobile-digits']);
  });

  test('property: Luhn finds every wrong digit of a card', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^62\d{16}$/),
        fc.nat(17),
        fc.integer({ min: 1, max: 9 }),
        (head, at, by) => {
          const right = [...'0123456789'].find((check) => passesLuhn(head + check)) ?? '';
          const card = head + right;
          const person = own('bank-account', { holder: 'person' });
          expect(code(person, card)).toBeNull();
          const changed = `${card.slice(0, at)}${(Number(card[at]) + by) % 10}${card.slice(at + 1)}`;
          expect(code(person, changed)).toBe('bank-check');
        },
      ),
    );
  });

  test('a firm’s account is not asked for a check digit, but for digits and a length', () => {
    const firm = own('bank-account');
    expect(code(firm, '62100000000000316')).toBeNull();
    expect(kindProblem(firm, '1234')).toEqual({ code: 'bank-length', params: { n: 4, least: 8, most: 32 } });
    expect(code(firm, '6210 0000')).toBe('bank-digits');
  });
});

describe('regions and industries', () => {
  test('a code must exist, and lie where the field asks for', () => {
    expect(codeProblem(own('region'), '350100')).toBeNull();
    expect(codeProblem(own('region'), '999999')?.code).toBe('region-unknown');
    expect(codeProblem(own('region', { within: '359900' }), '359902')).toBeNull();
    expect(codeProblem(own('region', { within: '359900' }), '350100')).toEqual({
      code: 'region-outside',
      params: { place: '云江市' },
    });
    expect(codeProblem(own('industry'), 'I6513')).toBeNull();
    expect(codeProblem(own('industry'), 'Z9999')?.code).toBe('industry-unknown');
    expect(codeProblem(own('industry'), 6513)?.code).toBe('type');
    expect(codeProblem(own('mobile'), 'Z')).toBeNull();
  });

  test('they are read with their names', () => {
    expect(codeText('region', '359902')).toBe('福建省 · 云江市 · 江北区');
    expect(codeText('region', '110000')).toBe('北京市');
    expect(codeText('region', 'nowhere')).toBe('nowhere');
    expect(codeText('industry', 'I6513')).toBe('I6513 应用软件开发');
    expect(codeText('industry', 'I6599')).toMatch(/^I6599/);
    expect(codeText('industry', '?')).toBe('?');
  });
});

describe('signatures', () => {
  test('a whole PNG passes; a torn, foreign, huge or overlong one does not', () => {
    expect(readSignature(pngOf(300, 100))).toEqual({ how: 'drawn', picture: pngOf(300, 100) });
    expect(readSignature(pngOf(300, 100).slice(0, -8))).toBe('picture');
    expect(readSignature(pngOf(20_000, 100))).toBe('picture');
    expect(readSignature(pngOf(300, 100, Buffer.from('<script>')))).toBe('picture');
    expect(readSignature('data:image/svg+xml;base64,PHN2Zy8+')).toBe('picture');
    expect(readSignature('data:image/png;base64,<svg>')).toBe('picture');
    expect(readSignature(`data:image/png;base64,${'A'.repeat(80_000)}`)).toBe('too-large');
    expect(readSignature(`data:image/png;base64,${Buffer.from('GIF89a').toString('base64')}`)).toBe(
      'picture',
    );
  });

  test('property: no bytes but a PNG’s are taken', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readSignature(`data:image/png;base64,${Buffer.from(bytes).toString('base64')}`)).toBe(
          'picture',
        );
      }),
    );
  });

  test('a name can be typed instead', () => {
    expect(readSignature(' 林致远 ')).toEqual({ how: 'typed', name: '林致远' });
    expect([readSignature('林'), readSignature('<b>林</b>'), readSignature('林'.repeat(61))]).toEqual([
      'name',
      'name',
      'name',
    ]);
    const field: FormComponent = { type: 'signature', key: 'a', input: true };
    expect([code(field, '林致远'), code(field, '1'), code(field, 7)]).toEqual([
      null,
      'signature-name',
      'type',
    ]);
    expect(kindProblem(field, `data:image/png;base64,${'A'.repeat(80_000)}`)).toEqual({
      code: 'signature-too-large',
      params: { most: 40 },
    });
  });
});

test('each component knows its kind, and form.io’s own have none', () => {
  expect(kindOf({ type: 'container', key: 'a', format: 'address' })).toBe('address');
  expect(kindOf({ type: 'datagrid', key: 'a', components: [{ type: 'number', key: 'n', sum: true }] })).toBe(
    'sum-table',
  );
  expect(kindOf({ type: 'checkbox', key: 'a', format: 'commitment' })).toBe('commitment');
  expect([
    kindOf({ type: 'datagrid', key: 'a', components: [] }),
    kindOf({ type: 'textfield', key: 'a', format: 'x' }),
  ]).toEqual([null, null]);
  expect(kindProblem({ type: 'checkbox', key: 'a', format: 'commitment' }, 'ja')?.code).toBe('type');
  expect(kindProblem({ type: 'textfield', key: 'a' }, 'anything')).toBeNull();
  expect(kindProblem(own('mobile'), '')).toBeNull();
});

/** A PNG of one colour, chunk by chunk. */
function pngOf(width: number, height: number, behind = Buffer.alloc(0)): string {
  const chunk = (name: string, content: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(content.length);
    return Buffer.concat([size, Buffer.from(name), content, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const bytes = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
    behind,
  ]);
  return `data:image/png;base64,${bytes.toString('base64')}`;
}
