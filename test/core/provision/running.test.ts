import { describe, expect, it } from 'vitest';
import { explainIdle, parseSelector } from '#core/provision';
import { aNetwork } from './a-network.ts';

const provision = aNetwork()
  .withProgramme('p1', 'v1')
  .withSite('s1')
  .withSite('closed', { lastDay: '2008-04-30' })
  .withSite('docks', { kind: 'employment', firstDay: '2008-08-01' })
  .withDelivery({ stage: 'advice', lastDay: '2008-06-30' })
  .withDelivery({ stage: 'advice', site: 'closed', lastDay: '2009-03-31' })
  .withDelivery({ stage: 'in_work', firstDay: '2009-01-01' })
  .withDelivery({ stage: 'job_entry', lastDay: '2008-03-31' })
  .withDelivery({ stage: 'job_entry', firstDay: '2008-10-01' })
  .build();

describe('why nothing runs', () => {
  it.each([
    ['stage:advice', '2008-06-30', null],
    [
      'stage:advice',
      '2008-07-01',
      'Nothing that stage:advice picks runs on 2008-07-01: the last of it ended on 2008-06-30.',
    ],
    [
      'stage:in_work',
      '2008-12-31',
      'Nothing that stage:in_work picks runs on 2008-12-31: the first of it begins on 2009-01-01.',
    ],
    ['stage:job_entry', '2008-07-31', 'Nothing that stage:job_entry picks runs on 2008-07-31.'],
    ['stage:engagement', '2008-07-31', 'No delivery matches stage:engagement.'],
    ['kind:employment', '2008-08-01', null],
    [
      'kind:employment',
      '2008-07-31',
      'Nothing that kind:employment picks runs on 2008-07-31: the first of it begins on 2008-08-01.',
    ],
    ['kind:employment site:s1', '2008-07-31', 'No site matches kind:employment site:s1.'],
  ])('%s on %s', (selector, day, sentence) => {
    expect(explainIdle(provision, parseSelector(selector), day)).toBe(sentence);
  });
});
