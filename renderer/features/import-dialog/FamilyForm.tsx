import type {
  BenchmarkMapping,
  BoundariesMapping,
  DesignationMapping,
  ImportTrial,
  LookupMapping,
  PerformanceMapping,
  PointsMapping,
  PostcodesMapping,
  ProvidersMapping,
  SitesMapping,
  TimetableMapping,
} from '#contract';
import { BoundariesForm } from './BoundariesForm.tsx';
import type { Draft, ObservationsDraft } from './draft.ts';
import type { FormProps } from './fields.tsx';
import { ObservationsForm } from './ObservationsForm.tsx';
import { BenchmarkForm, DesignationForm, LookupForm } from './OtherForms.tsx';
import { PerformanceForm } from './PerformanceForm.tsx';
import { PointsForm } from './PointsForm.tsx';
import { PostcodesForm } from './PostcodesForm.tsx';
import { ProvidersForm } from './ProvidersForm.tsx';
import { SitesForm } from './SitesForm.tsx';
import { TimetableForm } from './TimetableForm.tsx';

/** The form of the family that the draft is of. `words`: those of the stage column, where there is one. */
export function FamilyForm({ words, ...props }: FormProps<Draft> & { words: ImportTrial['stageWords'] }) {
  // The family says which of the drafts it is; the forms differ in nothing else.
  const as = <Mapping extends Draft>(): FormProps<Mapping> => props as unknown as FormProps<Mapping>;
  switch (props.draft.family) {
    case 'boundaries':
      return <BoundariesForm {...as<BoundariesMapping>()} />;
    case 'observations':
      return <ObservationsForm {...as<ObservationsDraft>()} />;
    case 'lookup':
      return <LookupForm {...as<LookupMapping>()} />;
    case 'designation':
      return <DesignationForm {...as<DesignationMapping>()} />;
    case 'benchmark':
      return <BenchmarkForm {...as<BenchmarkMapping>()} />;
    case 'providers':
      return <ProvidersForm {...as<ProvidersMapping>()} words={words} />;
    case 'sites':
      return <SitesForm {...as<SitesMapping>()} words={words} />;
    case 'performance':
      return <PerformanceForm {...as<PerformanceMapping>()} />;
    case 'postcodes':
      return <PostcodesForm {...as<PostcodesMapping>()} />;
    case 'points':
      return <PointsForm {...as<PointsMapping>()} />;
    case 'timetable':
      return <TimetableForm {...as<TimetableMapping>()} />;
    default:
      return null;
  }
}
