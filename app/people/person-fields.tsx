import { useTranslation } from 'react-i18next';

import type { FieldErrors } from './field-errors';
import { FormField } from './form-field';

/** What was typed before the form came back, by field; passwords are never among it. */
export type Typed = Partial<Record<string, string>>;

interface PersonFieldsProps {
  errors?: FieldErrors | null | undefined;
  typed?: Typed | undefined;
  withPassword?: boolean;
}

/** Name, login name, mail, phone and, for oneself, a password. */
export function PersonFields({ errors, typed = {}, withPassword = true }: PersonFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <FormField
        name="name"
        label={t('people.name')}
        autoComplete="name"
        defaultValue={typed.name}
        errors={errors}
      />
      <FormField
        name="loginName"
        label={t('people.login-name')}
        help={t('people.login-name-help')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={typed.loginName}
        errors={errors}
      />
      <FormField
        name="email"
        type="email"
        label={t('people.email')}
        help={t('people.email-help')}
        autoComplete="email"
        defaultValue={typed.email}
        errors={errors}
        optional
      />
      <FormField
        name="phone"
        type="tel"
        label={t('people.phone')}
        autoComplete="tel-national"
        defaultValue={typed.phone}
        errors={errors}
        optional
      />
      {withPassword && <NewPasswordField errors={errors} />}
    </>
  );
}

/** A new password: long, not complicated. */
export function NewPasswordField({ errors }: { errors?: FieldErrors | null | undefined }) {
  const { t } = useTranslation();
  return (
    <FormField
      name="password"
      type="password"
      label={t('people.new-password')}
      help={t('people.password-help')}
      autoComplete="new-password"
      minLength={10}
      maxLength={128}
      errors={errors}
    />
  );
}
