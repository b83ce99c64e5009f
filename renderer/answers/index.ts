/** How answers of the backend come to the page, so that an older one never takes the place of a newer. */
export { forgetAnswers, makeAnswers, useSettled, type Answers, type Loaded } from './answers.ts';
export { inTurn, makeLine, useLine, useWork, type Line } from './line.ts';
