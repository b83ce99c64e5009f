import { parentPort, workerData } from 'node:worker_threads';
import { PinpointError, reportError } from '#contract';
import { openTravelMeter, travelMatrix } from '#core/routing';
import type { MatrixMessage, MatrixPiece } from './matrix.ts';
import { makeQuestion } from './question.ts';

const piece = workerData as MatrixPiece;
const flag = new Int32Array(piece.cancelFlag);

function tell(message: MatrixMessage): void {
  parentPort?.postMessage(message);
}

try {
  const { ends, sites, firstSite, endSite } = piece;
  const travel = openTravelMeter(makeQuestion(piece.travel, piece.timetable), ends);
  const { cost, share } = travelMatrix({
    travel,
    ends,
    sites,
    firstSite,
    endSite,
    onBatch(done) {
      if (Atomics.load(flag, 0) !== 0)
        throw new PinpointError('cancelled', 'The work was cancelled; nothing was changed.');
      tell({ type: 'batch', done });
    },
  });
  tell({ type: 'done', cost, share });
} catch (error) {
  tell({ type: 'failed', error: reportError(error) });
}
