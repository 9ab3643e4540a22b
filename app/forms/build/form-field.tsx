interface FieldProps {
  name: string;
  label: string;
  help?: string;
  error: string | undefined;
  value: string | undefined;
}

/** A line of text that must be given, with its help or what is wrong with it. */
export function FormField({ name, label, help, error, value }: FieldProps) {
  return (
    <div>
      <label className="form-label" htmlFor={name}>
        {label}
      </label>
      <input
        id={name}
        name={name}
        required
        defaultValue={value}
        className={error ? 'form-control is-invalid' : 'form-control'}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || help ? `${name}-help` : undefined}
      />
      {(error ?? help) && (
        <p
          id={`${name}-help`}
          className={error ? 'invalid-feedback' : 'form-text'}
          role={error ? 'alert' : undefined}
        >
          {error ?? help}
        </p>
      )}
    </div>
  );
}
