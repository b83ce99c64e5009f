import { Label, Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components';

export interface SliderProps {
  label: string;
  /** The full name for screen readers, where the label is short. */
  name?: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value in words, with its unit. */
  text: string;
  onChange: (value: number) => void;
}

/** A slider with its value in words beside it. */
export function Slider({ label, name, value, min, max, step, text, onChange }: SliderProps) {
  return (
    <AriaSlider
      className="slider"
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={onChange}
    >
      <Label className="slider-label">{label}</Label>
      <SliderTrack className="slider-track">
        <SliderThumb className="slider-thumb" aria-label={name ?? label} aria-valuetext={text} />
      </SliderTrack>
      <output className="slider-output">{text}</output>
    </AriaSlider>
  );
}
