"""Files in a bucket that several machines share (S3, or what speaks as it does): bounded in time, never public.

No address of the bucket is ever given: pictures are asked of the site (`servis`), everything else of views that
look at who asks. A file is in its place whole or is not there, which S3 promises of each PUT.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import ReadBytesWrapper, clean_name

from socle.medias.muet import StockageMuet
from socle.repit import Repit

journal = logging.getLogger(__name__)

BLOC = 64 * 1024  # bytes
REPONSES: dict[int, type[OSError]] = {404: FileNotFoundError, 412: FileExistsError}  # HTTP: it answers, and says no
REPIT = Repit(10)


class FichierPresse(File):
    """What is being sent: reading it stops once the time allowed has passed."""

    def __init__(self, contenu: File, avant: float) -> None:
        self.lu: Any = ReadBytesWrapper(contenu)
        super().__init__(self.lu, contenu.name)
        self.avant = avant

    def __bool__(self) -> bool:
        """It is there, even without a name: the library sends nothing of what says that it is not."""
        return True

    def read(self, *combien: int) -> Any:
        """Read on. Raises `StockageMuet` past the time allowed."""
        exiger_le_temps(self.avant)
        return self.lu.read(*combien)


class StockagePartage(S3Storage):
    """django-storages' own, whose every failure is a `StockageMuet`; `secondes` bound what is read or sent at once."""

    secondes: float

    def get_default_settings(self) -> dict[str, Any]:
        """Return the names this storage can be given, with their values when it is not."""
        return super().get_default_settings() | {"secondes": 20.0}

    def url(self, name: str, *_signature: Any, **_options: Any) -> str:
        """Return the address of a file on our own site: nobody is led to the bucket."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))

    def exists(self, name: str) -> bool:
        with self._a_temps():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with self._a_temps():
            super().delete(name)

    def size(self, name: str) -> int:
        with self._a_temps():
            return int(super().size(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with self._a_temps():
            dossiers, noms = super().listdir(name)
        return dossiers, noms

    def get_modified_time(self, name: str) -> Any:
        with self._a_temps():
            return super().get_modified_time(name)

    def deplacer(self, avant: str, apres: str) -> None:
        """Give a file another name, whatever bears it; the bytes stay in the bucket. Raises `StockageMuet`."""
        with self._a_temps():
            client, depuis = self.connection.meta.client, {"Bucket": self.bucket_name, "Key": self._cle(avant)}
            client.copy_object(Bucket=self.bucket_name, Key=self._cle(apres), CopySource=depuis)
            client.delete_object(**depuis)

    def _cle(self, name: str) -> str:
        return str(self._normalize_name(clean_name(name)))

    def _open(self, name: str, mode: str = "rb") -> File:
        """Return the whole file, read now: who asked is answered an error, never the beginning of a file.

        Raises `FileNotFoundError` or `StockageMuet`.
        """
        avant = time.monotonic() + self.secondes
        contenu = BytesIO()  # 20 MB at most, as what people may send
        with self._a_temps():
            client = self.connection.meta.client
            corps = client.get_object(Bucket=self.bucket_name, Key=self._cle(name))["Body"]
            for bloc in corps.iter_chunks(BLOC):
                exiger_le_temps(avant)
                contenu.write(bloc)
        contenu.seek(0)
        return File(contenu, name)

    def _save(self, name: str, content: File) -> str:
        """Return the name that the file was given: another one when two ask for the same at once.

        Raises `StockageMuet`, nothing kept.
        """
        avant = time.monotonic() + self.secondes
        while True:
            content.seek(0)
            try:
                with self._a_temps():
                    self._mettre(name, FichierPresse(content, avant))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return str(clean_name(name))

    def _mettre(self, name: str, content: File) -> None:
        nature = self._get_write_parameters(name, content)
        self.connection.meta.client.put_object(
            Bucket=self.bucket_name, Key=self._cle(name), Body=content, IfNoneMatch="*", **nature
        )

    @contextmanager
    def _a_temps(self) -> Iterator[None]:
        """Ask the bucket. Raises `StockageMuet`, `FileNotFoundError` or `FileExistsError`, whatever the library raised.

        Once it was silent it is left alone for a while: a page with ten pictures would wait ten times.
        """
        if REPIT.dure():
            raise StockageMuet("The bucket did not answer a moment ago.")
        try:
            yield
        except ClientError as refus:
            repondu = REPONSES.get(refus.response["ResponseMetadata"]["HTTPStatusCode"])
            if repondu is None:
                raise _se_taire(refus) from refus
            _repond()
            raise repondu(str(refus)) from refus
        except (BotoCoreError, Boto3Error, StockageMuet) as panne:
            raise _se_taire(panne) from panne
        _repond()


def exiger_le_temps(avant: float) -> None:
    """Raise `StockageMuet` past this moment (`time.monotonic`)."""
    if time.monotonic() > avant:
        raise StockageMuet("The bucket is too slow.")


def _repond() -> None:
    if REPIT.finir():
        journal.warning("The bucket answers again.")


def _se_taire(panne: Exception) -> StockageMuet:
    if REPIT.commencer():
        journal.error("The bucket does not answer, or refuses: %s", panne)
    return StockageMuet(str(panne))
