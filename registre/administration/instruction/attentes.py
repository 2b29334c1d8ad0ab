"""What coops wait for, on the admin's home: points, appeals, visits."""

from registre.administration.instruction.points import points_en_attente
from registre.administration.instruction.recours import recours_en_attente
from registre.administration.instruction.visites import visites_en_attente

ATTENTES = (points_en_attente, recours_en_attente, visites_en_attente)
