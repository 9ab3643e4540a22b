import { useTranslation } from 'react-i18next';

/** The places of the photo that a value was read from. */
export function Crops({ crops, label }: { crops: readonly string[]; label: string }) {
  const { t } = useTranslation();
  return (
    <span className="licence-crops">
      {crops.map((crop, index) => (
        <img
          key={index}
          src={crop}
          alt={
            crops.length > 1
              ? t('fill.licence.crop-part', { label, n: index + 1 })
              : t('fill.licence.crop', { label })
          }
        />
      ))}
    </span>
  );
}
