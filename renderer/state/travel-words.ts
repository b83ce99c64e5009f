import { isByTimetable, type Travel } from '#contract';
import { phraseTravel } from '#core/provision';

/** How far, in words: "within 30 minutes by public transport, leaving 07:00–09:00, median". */
export function travelWords(travel: Travel): string {
  const within = phraseTravel(travel);
  if (!isByTimetable(travel.mode)) return within;
  const verb = travel.direction === 'to' ? 'arriving' : 'leaving';
  const typical = travel.percentile === 50 ? 'median' : `${travel.percentile}th percentile`;
  return `${within}, ${verb} ${travel.window.split('-').join('–')}, ${typical}`;
}
