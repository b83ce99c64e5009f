import { Label, Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components';

export interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value in words, with its unit. */
  text: string;
  onChange: (value: number) => void;
  /** The person let go. */
  onSettle?: () => void;
}

/** A slider with its value in words beside the label. */
export function Slider({ label, value, min, max, step, text, onChange, onSettle }: SliderProps) {
  return (
    <AriaSlider
      className="slider"
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={onChange}
      onChangeEnd={() => onSettle?.()}
    >
      <Label className="slider-label">{label}</Label>
      <output className="slider-output">{text}</output>
      <SliderTrack className="slider-track">
        <SliderThumb className="slider-thumb" aria-valuetext={text} />
      </SliderTrack>
    </AriaSlider>
  );
}
