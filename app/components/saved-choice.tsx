interface SavedChoiceProps {
  id: string;
  label: string;
  /** What stands first: what was guessed rather than kept. */
  unsaved: string;
  names: readonly string[];
  className?: string;
  /** Gets the name chosen; the empty text for what was guessed. */
  choose: (name: string) => void;
}

/** What was kept under a name for the next time, to choose from; nothing while nothing was kept. */
export function SavedChoice({ id, label, unsaved, names, className = '', choose }: SavedChoiceProps) {
  if (names.length === 0) return null;
  return (
    <div>
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={`form-select ${className}`.trim()}
        defaultValue=""
        onChange={({ target }) => {
          choose(target.value);
        }}
      >
        <option value="">{unsaved}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
