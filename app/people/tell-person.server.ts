export { tellPerson, type PersonMessage } from '~/knowledge/policies/push/tell-person.server';
