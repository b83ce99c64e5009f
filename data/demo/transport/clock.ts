export const services = ['weekday', 'saturday', 'sunday'] as const;
export type Service = (typeof services)[number];

/** A stretch of the day with vehicles at even intervals: minutes since midnight, the end not included. */
export interface Spell {
  from: number;
  to: number;
  everyMinutes: number;
}

const at = (hour: number, minute = 0): number => 60 * hour + minute;

/** Buses: `base` minutes apart in the weekday daytime, closer together in the peaks, half-hourly early and late. */
export function busSpells(service: Service, base: number): Spell[] {
  const slack = Math.max(30, base);
  if (service === 'sunday') return [{ from: at(8, 30), to: at(23), everyMinutes: slack }];
  const saturday = service === 'saturday';
  const peak = saturday ? base : Math.max(8, Math.round(0.8 * base));
  return [
    { from: at(5, 40), to: at(6, 50), everyMinutes: slack },
    { from: at(6, 50), to: at(9, 10), everyMinutes: saturday ? slack : peak },
    { from: at(9, 10), to: at(15, 10), everyMinutes: base },
    { from: at(15, 10), to: at(18, 20), everyMinutes: peak },
    { from: at(18, 20), to: at(23, 20), everyMinutes: slack },
  ];
}

/** Trains: quarter-hourly, half-hourly in the evening and on Sundays. */
export function railSpells(service: Service): Spell[] {
  if (service === 'sunday') return [{ from: at(8, 5), to: at(23, 5), everyMinutes: 30 }];
  return [
    { from: at(5, 50), to: at(19, 5), everyMinutes: 15 },
    { from: at(19, 5), to: at(23, 40), everyMinutes: 30 },
  ];
}

/** Departure minutes of some spells. `offset` shifts them, so that lines do not all leave together. */
export function departuresOf(spells: readonly Spell[], offset: number): number[] {
  return spells.flatMap(({ from, to, everyMinutes }) => {
    const minutes: number[] = [];
    for (let minute = from + (offset % everyMinutes); minute < to; minute += everyMinutes)
      minutes.push(minute);
    return minutes;
  });
}

/** Kilometres an hour of a bus, stops included: slower in the peaks, quicker at night. */
export function busSpeed(minute: number, service: Service): number {
  if (minute < at(6, 50) || minute >= at(19)) return 22;
  const peak = (minute < at(9, 20) && minute >= at(7, 10)) || (minute >= at(15, 30) && minute < at(18, 10));
  return peak && service === 'weekday' ? 15 : 18;
}
