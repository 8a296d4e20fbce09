/** The company that uses Gong in the sandbox: its people, its workspaces, and where its API answers. */

export type GongRole = 'technical-admin' | 'business-admin' | 'rep';

export interface GongPerson {
  id: string;
  name: string;
  email: string;
  role: GongRole;
}

export interface GongWorkspace {
  id: string;
  name: string;
  description: string;
}

export interface GongCompany {
  name: string;
  /** First label of the company's own hosts: `us-35894` of `us-35894.app.gong.io`. */
  label: string;
  people: GongPerson[];
  workspaces: GongWorkspace[];
}

/** A company of one Technical Admin, one Business Admin and two reps. */
export function sampleCompany(): GongCompany {
  return {
    name: 'Larkspur Lighting',
    label: 'us-35894',
    people: [
      { id: '5001', name: 'Tova Admin', email: 'tova@larkspur.example', role: 'technical-admin' },
      { id: '5002', name: 'Bram Business', email: 'bram@larkspur.example', role: 'business-admin' },
      { id: '5003', name: 'Rhea Rep', email: 'rhea@larkspur.example', role: 'rep' },
      { id: '5004', name: 'Sol Seller', email: 'sol@larkspur.example', role: 'rep' },
    ],
    workspaces: [
      { id: '3518', name: 'Sales', description: 'New business' },
      { id: '3519', name: 'Customer success', description: 'Renewals' },
    ],
  };
}

/** What Gong calls a role. */
export function roleName(role: GongRole): string {
  return { 'technical-admin': 'Technical Admin', 'business-admin': 'Business Admin', rep: 'Team member' }[role];
}
