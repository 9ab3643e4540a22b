import { useTranslation } from 'react-i18next';

/** The department that receives the form, of those in which one designs. */
export function DepartmentChoice({ departments }: { departments: { id: string; name: string }[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <label className="form-label" htmlFor="departmentId">
        {t('builder.department')}
      </label>
      <select id="departmentId" name="departmentId" className="form-select">
        {departments.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
