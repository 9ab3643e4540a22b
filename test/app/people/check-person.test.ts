import { describe, expect, it } from 'vitest';

import { checkEmail, checkLoginName, checkName, checkPassword, checkPhone } from '~/app/people/check-person';
import { cityTime } from '~/app/people/city-time';
import { checkPersonInput, personInputSchema } from '~/app/people/person-input';
import { readForm, withoutSecrets } from '~/app/people/read-form';
import en from '~/app/words/en.json';
import zh from '~/app/words/zh-CN.json';

describe('what is wrong with a field', () => {
  it.each([
    [checkLoginName('ab'), 'login-length'],
    [checkLoginName('a@b.cn'), 'login-characters'],
    [checkLoginName('-abc'), 'login-characters'],
    [checkName('张'), 'name-length'],
    [checkEmail('a@b'), 'email'],
    [checkEmail('a b@c.cn'), 'email'],
    [checkPhone('1380000'), 'phone-length'],
    [checkPhone('23800000000'), 'phone'],
    [checkPhone('+8613800000000'), 'phone'],
    [checkPassword('123456789', ''), 'password-short'],
    [checkPassword('长'.repeat(129), ''), 'password-long'],
    [checkPassword('1234567890', ''), 'password-common'],
    [checkPassword('0987654321', ''), 'password-common'],
    [checkPassword('password123', ''), 'password-common'],
    [checkPassword('aaaaaaaaaaaa', ''), 'password-common'],
    [checkPassword('abababababab', ''), 'password-common'],
    [checkPassword('my-zhangsan-1', 'zhangsan'), 'password-login'],
  ])('%# is said by %o', (found, key) => {
    expect(found?.key).toBe(`people.error.${key}`);
    expect(zh).toHaveProperty([`people.error.${key}`]);
    expect(en).toHaveProperty([`people.error.${key}`]);
  });

  it('is nothing for good input, long phrases without digits among it', () => {
    expect(checkPassword('correct horse battery', 'lin')).toBeNull();
    expect(checkPassword('秋水共长天一色落霞', 'lin')).toMatchObject({ key: 'people.error.password-short' });
    expect(checkPassword('秋水共长天一色落霞与', 'lin')).toBeNull();
    const person = personInputSchema.parse({
      loginName: ' Lin ',
      name: ' 林经办 ',
      email: 'A@B.cn',
      phone: '138 0000-0000',
    });
    expect(person).toEqual({ loginName: 'lin', name: '林经办', email: 'a@b.cn', phone: '13800000000' });
    expect(checkPersonInput(person, 'correct horse battery')).toBeNull();
    expect(checkPersonInput({ ...person, name: '' })).toHaveProperty('name');
  });

  it('comes with the number that is wrong', () => {
    expect(checkPhone('1380000')).toMatchObject({ params: { n: 7 } });
  });
});

describe('a form that comes back', () => {
  it('holds everything but passwords and files', () => {
    const form = new FormData();
    form.set('name', '林');
    form.set('password', 'secret');
    form.set('current', 'secret');
    form.set('file', new File(['x'], 'x.txt'));
    const typed = readForm(form);
    expect(Object.keys(typed)).toEqual(['name', 'password', 'current']);
    expect(withoutSecrets(typed)).toEqual({ name: '林' });
  });
});

it('shows the city’s clock', () => {
  expect(cityTime(new Date('2026-11-22T16:05:59Z'))).toBe('2026-11-23 00:05');
});
