import { describe, expect, it } from 'vitest';
import { delivery as deliveryShape, type Delivery, type Provision } from '#contract';
import {
  deliveryFromDraft,
  draftOfDelivery,
  findDeliveryProblems,
  listEligibleCohorts,
  newDelivery,
} from '../../../../renderer/features/edit-site/delivery-draft.ts';

const delivery: Delivery = {
  id: 'd1',
  programme: 'iag',
  site: 'hub',
  stage: 'advice',
  fundingStream: 'ESF',
  places: 0,
  cost: null,
  firstDay: '2008-04-01',
  lastDay: null,
  eligible: ['age=18-24'],
};
const provision: Provision = {
  providers: [{ id: 'acorn', name: 'Acorn' }],
  programmes: [{ id: 'iag', name: 'Advice', provider: 'acorn' }],
  sites: [],
  deliveries: [delivery],
};

describe('a delivery that is being written', () => {
  it('is saved as it was read, where nothing was changed: 0 places stay 0, an unknown cost unknown', () => {
    const draft = draftOfDelivery(delivery);
    expect(findDeliveryProblems(draft)).toEqual({});
    const saved = deliveryFromDraft(draft, { site: 'hub', programme: 'iag' });
    expect(deliveryShape.parse(saved)).toEqual(delivery);
  });

  it('begins with a programme that is known', () => {
    expect(newDelivery(provision).programme).toBe('iag');
    expect(newDelivery({ ...provision, programmes: [] }).programme).toBeNull();
  });

  it('of a new programme needs its name and its provider', () => {
    const draft = { ...newDelivery(provision), programme: null };
    expect(Object.keys(findDeliveryProblems(draft)).toSorted()).toEqual(['newProgramme', 'provider']);
  });

  it.each([
    ['places', '-5'],
    ['places', 'some'],
    ['cost', '-0.01'],
    ['cost', '£100'],
    ['firstDay', '2008-02-31'],
    ['lastDay', '2008-03-31'],
  ] as const)('is refused where %s is “%s”, beside that field alone', (field, text) => {
    expect(Object.keys(findDeliveryProblems({ ...draftOfDelivery(delivery), [field]: text }))).toEqual([
      field,
    ]);
  });

  it('may last a single day', () => {
    expect(findDeliveryProblems({ ...draftOfDelivery(delivery), lastDay: '2008-04-01' })).toEqual({});
  });
});

it('cohorts to choose from are those of indicators and those that deliveries are open to, each once', () => {
  const indicators = [{ cohorts: ['age=18-24', 'sex=female'] }, { cohorts: [] }];
  expect(listEligibleCohorts(indicators, provision)).toEqual(['age=18-24', 'sex=female']);
  const other = { ...provision, deliveries: [{ ...delivery, eligible: ['lone_parent=yes'] }] };
  expect(listEligibleCohorts(indicators, other)).toEqual(['age=18-24', 'lone_parent=yes', 'sex=female']);
});
