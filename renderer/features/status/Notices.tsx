import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { dismissNotice, useNotices, type Notice } from '../../state/index.ts';
import { Button, IconButton } from '../../ui/index.ts';

const icons = { info: Info, success: CircleCheck, error: CircleAlert } as const;

function NoticeBox({ notice }: { notice: Notice }) {
  const Icon = icons[notice.tone];
  return (
    <li className={`notice notice-${notice.tone}`}>
      <Icon size={16} aria-hidden />
      <div className="notice-words">
        <p>{notice.message}</p>
        {notice.hint === null ? null : <p className="quiet">{notice.hint}</p>}
      </div>
      {notice.action === null ? null : (
        <Button
          look="link"
          onPress={() => {
            dismissNotice(notice.id);
            notice.action?.run();
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <IconButton label="Dismiss" icon={<X size={14} />} onPress={() => dismissNotice(notice.id)} />
    </li>
  );
}

/** What happened and what went wrong: seen in a corner, said aloud by screen readers. */
export function Notices() {
  const { notices, announcement } = useNotices();
  return (
    <>
      {/* Stays within reach and is said aloud while a dialog is open too. */}
      <ul
        className="notices"
        data-react-aria-top-layer
        aria-live="polite"
        aria-relevant="additions"
        aria-label="Notices"
      >
        {notices.map((notice) => (
          <NoticeBox key={`${notice.id} ${notice.message}`} notice={notice} />
        ))}
      </ul>
      <p className="visually-hidden" role="status" data-react-aria-top-layer>
        {announcement}
      </p>
    </>
  );
}
