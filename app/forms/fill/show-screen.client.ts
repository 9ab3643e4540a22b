/**
 * Leaves on the page only the components of one screen; null shows all. form.io keeps the whole form, so that its
 * conditions, calculations and checks work as on one page.
 */
export function showScreen(place: HTMLElement, screen: { keys: readonly string[]; anchor: string } | null) {
  for (const section of place.querySelectorAll<HTMLElement>('.fill-section')) {
    let isShown = screen === null || section.id === screen.anchor;
    for (const component of section.querySelectorAll<HTMLElement>(
      ':scope > .panel-body > .formio-component',
    )) {
      const isHere = screen === null || screen.keys.includes(component.dataset.question ?? '');
      component.classList.toggle('is-away', !isHere);
      isShown ||= isHere;
    }
    section.classList.toggle('is-away', !isShown);
  }
}
