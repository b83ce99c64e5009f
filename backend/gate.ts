import type { DisclosurePolicy } from '#contract';

/**
 * The one place that every output passes: printed, exported, or shown in another program. The policy `none`, for
 * published and already-treated data, changes no number; every output says under which policy it left.
 */
export function passGate<Content extends object>(
  content: Content,
  policy: DisclosurePolicy,
): Content & { policy: DisclosurePolicy } {
  return { ...content, policy };
}
