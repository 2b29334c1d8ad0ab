"""The buttons of the admin and what surrounds them: who is offered which, the preview, the refusal, the words after."""
