export interface Size {
  width: number;
  height: number;
}

/** Where a card's top left corner goes. */
export interface CardPosition {
  x: number;
  y: number;
}

/** Distance of a card from what it speaks of, and from the edge of the map. */
const gapPx = 14;
const edgePx = 6;

/**
 * Places a card above its anchor, below it where there is no room above, and always inside the map (as far as it fits).
 */
export function placeCard(anchor: CardPosition, card: Size, room: Size): CardPosition {
  const above = anchor.y - gapPx - card.height;
  const below = anchor.y + gapPx;
  const y = above >= edgePx || below + card.height > room.height - edgePx ? above : below;
  return {
    x: within(anchor.x - card.width / 2, room.width - card.width),
    y: within(y, room.height - card.height),
  };
}

function within(value: number, largest: number): number {
  return Math.round(Math.max(edgePx, Math.min(value, largest - edgePx)));
}
