"""What becomes of what the base, Wagtail and the accounts' own applications hold of a person."""

from socle.personnes.devenirs import Devenir, declarer


def poser() -> None:
    declarer(
        Devenir.PART,
        "socle.AdresseDeCalendrier.user",
        "socle.User.email",
        "socle.User_groups.user",
        "socle.User_user_permissions.user",
        "socle.SaisieDeposee.auteur",
        "account.EmailAddress.user",
        "account.EmailAddress.email",
        "mfa.Authenticator.user",
        "wagtailusers.UserProfile.user",
        "wagtailadmin.EditingSession.user",
        "wagtailadmin.FormState.user",
        "wagtailcore.APIToken.user",
        "wagtailcore.Comment.user",
        "wagtailcore.CommentReply.user",
        "wagtailcore.PageSubscription.user",
    )

    declarer(
        Devenir.DETACHE,
        "*.locked_by",
        "*.owner",
        "*.uploaded_by_user",
        "wagtailcore.Comment.resolved_by",
        "wagtailcore.ModelLogEntry.user",
        "wagtailcore.PageLogEntry.user",
        "wagtailcore.Revision.user",
        "wagtailcore.TaskState.finished_by",
        "wagtailcore.WorkflowState.requested_by",
        "wagtail_localize.SegmentOverride.last_translated_by",
        "wagtail_localize.StringTranslation.last_translated_by",
    )
    declarer(Devenir.RESTE, "socle.Navigation.contact")
