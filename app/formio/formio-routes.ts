/** What an address under /formio names. `form` is an id or the form's path. */
export type FormioRoute =
  | { name: 'login' | 'current' | 'logout' | 'access' | 'roles' | 'forms' }
  | { name: 'form' | 'publish' | 'submissions' | 'export'; form: string }
  | { name: 'submission'; form: string; submission: string };

const plain: Readonly<Record<string, FormioRoute>> = {
  'user/login': { name: 'login' },
  // form.io's own login form is handed in like any other.
  'user/login/submission': { name: 'login' },
  current: { name: 'current' },
  logout: { name: 'logout' },
  access: { name: 'access' },
  role: { name: 'roles' },
  form: { name: 'forms' },
};

/** Reads an address as form.io's server does: `/formio/form/ID/…` or, by the form's path, `/formio/PATH/…`. */
export function readFormioRoute(pathname: string): FormioRoute | null {
  const rest = pathname.replace(/^\/formio\/?/, '').replace(/\/+$/, '');
  if (Object.hasOwn(plain, rest)) return plain[rest] ?? null;
  const steps = rest.split('/').map(decodeStep);
  if (steps.some((step) => step === null || step === '')) return null;
  const [form, part, submission, ...more] = (steps[0] === 'form' ? steps.slice(1) : steps) as string[];
  if (form === undefined || more.length > 0) return null;
  if (part === undefined) return { name: 'form', form };
  if (part === 'submission')
    return submission === undefined
      ? { name: 'submissions', form }
      : { name: 'submission', form, submission };
  if (submission !== undefined) return null;
  return part === 'export' || part === 'publish' ? { name: part, form } : null;
}

function decodeStep(step: string): string | null {
  try {
    return decodeURIComponent(step);
  } catch {
    // Not decodable: no route's address.
    return null;
  }
}
