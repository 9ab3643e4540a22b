import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';

import { listPlaces, type InsertPlace } from '../arrange-components';

interface PlaceChoiceProps {
  definition: FormDefinition;
  place: InsertPlace;
  onChoose: (place: InsertPlace) => void;
}

/** Where fields are put: behind the one that was selected, unless another place is chosen. */
export function PlaceChoice({ definition, place, onChoose }: PlaceChoiceProps) {
  const { t } = useTranslation();
  const places = [...listPlaces(definition), { place: { how: 'end' as const }, name: '' }];
  return (
    <label className="insert-place">
      <span className="form-label">{t('builder.insert.place')}</span>
      <select
        className="form-select"
        value={idOf(place)}
        onChange={({ target }) => {
          const chosen = places.find((one) => idOf(one.place) === target.value);
          if (chosen) onChoose(chosen.place);
        }}
      >
        {places.map((one) => (
          <option key={idOf(one.place)} value={idOf(one.place)}>
            {t(`builder.insert.place-${one.place.how}`, { name: one.name })}
          </option>
        ))}
      </select>
    </label>
  );
}

const idOf = (place: InsertPlace) => (place.how === 'end' ? 'end' : `${place.how} ${place.key}`);
