/** Stop times as columns that grow: 30 bytes a row where objects would take 200. */
export interface TimeColumns {
  length: number;
  trip: Int32Array;
  stop: Int32Array;
  sequence: Int32Array;
  /** Seconds since midnight; −1 where the file has none. */
  arrival: Int32Array;
  departure: Int32Array;
  flags: Uint8Array;
  /** Row of the file. */
  row: Int32Array;
  /** `shape_dist_traveled`; NaN where the cell is empty, and without any rows where the file lacks the column. */
  distance: Float64Array;
  /** Makes room for one more row and gives its place. */
  add(): number;
  /** From now on distances are kept. */
  measure(): void;
}

const smallest = 1024;

/** Columns with room for a number of rows to begin with. */
export function createTimeColumns(rows: number): TimeColumns {
  let room = Math.max(smallest, Math.ceil(rows));
  const columns: TimeColumns = {
    length: 0,
    trip: new Int32Array(room),
    stop: new Int32Array(room),
    sequence: new Int32Array(room),
    arrival: new Int32Array(room),
    departure: new Int32Array(room),
    flags: new Uint8Array(room),
    row: new Int32Array(room),
    distance: new Float64Array(0),
    add() {
      if (columns.length === room) grow();
      return columns.length++;
    },
    measure() {
      columns.distance = new Float64Array(room);
    },
  };
  function grow(): void {
    room *= 2;
    for (const name of ['trip', 'stop', 'sequence', 'arrival', 'departure', 'row'] as const) {
      const larger = new Int32Array(room);
      larger.set(columns[name]);
      columns[name] = larger;
    }
    const flags = new Uint8Array(room);
    flags.set(columns.flags);
    columns.flags = flags;
    if (columns.distance.length === 0) return;
    const distance = new Float64Array(room);
    distance.set(columns.distance);
    columns.distance = distance;
  }
  return columns;
}
