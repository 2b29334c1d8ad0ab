-- What the site's own role may do: read and write rows, and never change the journal, whatever the site is made to ask.
-- Run by the owner of the tables, once coophlm_site exists (docs/operations.md), then again after each migration.
GRANT USAGE ON SCHEMA public TO coophlm_site;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO coophlm_site;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO coophlm_site;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO coophlm_site;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO coophlm_site;

-- The journal is added to, and that is all. TRUNCATE is given on no table.
REVOKE UPDATE, DELETE ON registre_evenement FROM coophlm_site;
-- What operations change but never remove. Suspensions go when a decision is annulled: the journal keeps it.
REVOKE DELETE ON registre_label, registre_candidature, registre_engagementoctroye, registre_auteurdevenement,
  registre_versionduregistre FROM coophlm_site;
-- A place in the status lists is given once: copies of a credential name it.
REVOKE DELETE ON preuve_justificatifemis, preuve_listedeplaces FROM coophlm_site;
-- Migrations are the owner's.
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM coophlm_site;
