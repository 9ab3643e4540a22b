import { z } from 'zod';

import { normalLogin } from '~/app/session/normal-login';

import { checkEmail, checkLoginName, checkName, checkPassword, checkPhone } from './check-person';
import { collectErrors, type FieldErrors } from './field-errors';

const text = z.string().trim().max(500).default('');

/** Who a person is, as typed; the same schema reads forms and tests. */
export const personInputSchema = z.object({
  loginName: z.string().max(500).default('').transform(normalLogin),
  name: text,
  email: z.string().max(500).default('').transform(normalLogin),
  phone: text.transform((phone) => phone.replace(/[\s-]/g, '')),
});
export type PersonInput = z.infer<typeof personInputSchema>;

/** What is wrong with the person as typed, by field; null when nothing is. */
export function checkPersonInput(person: PersonInput, password?: string): FieldErrors | null {
  return collectErrors({
    loginName: checkLoginName(person.loginName),
    name: checkName(person.name),
    email: checkEmail(person.email),
    phone: checkPhone(person.phone),
    ...(password !== undefined && { password: checkPassword(password, person.loginName) }),
  });
}
