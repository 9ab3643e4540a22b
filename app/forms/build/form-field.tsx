interface FieldProps {
  name: string;
  label: string;
  help?: string;
  error: string | undefined;
  value: string | undefined;
  /** Default: yes. */
  required?: boolean;
}

/** A line of text with its help or what is wrong with it. */
export function FormField({ name, label, help, error, value, required = true }: FieldProps) {
  return (
    <div>
      <label className="form-label" htmlFor={name}>
        {label}
      </label>
      <input
        id={name}
        name={name}
        required={required}
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
