import { useState } from 'react';
import { Button } from '../ui/index.ts';

/** Longer than this the sources are one shortened line, with the full text a click away. */
const calmLength = 60;

/** Whose data the map shows, word for word as their licences ask; `isBrief`: on a small map all of it is a click away. */
export function Attribution({ lines, isBrief }: { lines: readonly string[]; isBrief: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const sentences = lines.map((line) => line.replace(/\.?$/, '.'));
  const text = sentences.join(' ');
  if (text.length <= calmLength && !isBrief) return <p className="map-attribution">{text}</p>;
  return (
    <div className="map-attribution map-attribution-long">
      {isOpen && (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {!isOpen && !isBrief && <p>{text}</p>}
      <Button look="link" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {isOpen ? 'Show less' : isBrief ? 'Sources' : 'All sources'}
      </Button>
    </div>
  );
}
