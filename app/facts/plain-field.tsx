import { useId } from 'react';

/** A labelled input that keeps what was typed and says what is wrong with it. */
export function PlainField({
  name,
  label,
  typed = '',
  problem,
  type = 'text',
  optional = false,
}: {
  name: string;
  label: string;
  typed?: string;
  problem?: string | undefined;
  type?: 'text' | 'date' | 'url' | 'number' | 'password';
  optional?: boolean;
}) {
  const id = useId();
  return (
    <div>
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        name={name}
        type={type}
        className={problem === undefined ? 'form-control' : 'form-control is-invalid'}
        defaultValue={typed}
        required={!optional}
        autoComplete="off"
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} className="invalid-feedback" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
