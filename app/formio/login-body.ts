import { z } from 'zod';

/** `email` may be the login name; `login` and `username` say the same. */
export const loginBodySchema = z.object({
  data: z.object({
    email: z.string().max(200).optional(),
    login: z.string().max(200).optional(),
    username: z.string().max(200).optional(),
    password: z.string().min(1).max(1_000),
  }),
});
