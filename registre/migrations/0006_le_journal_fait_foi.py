"""The journal becomes the source: events that carry facts, rows that remember. First of three, the shape.

The events of before are set aside whole, in a table of their own: 0007 writes the journal from them and from the rows,
0008 then asks of every row what it may now ask. Three migrations, because PostgreSQL alters no table whose rows have
just moved in the same transaction. Periods of status are derived: dropped here, written again from the journal once
migrations are over (`registre.journal.memoire`).
"""

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

COLONNES = (
    "id, cooperative_id, candidature_id, label_id, operation, de, vers, prend_effet_le, enregistre_le, par_id, motif,"
    " corrige_id"
)
COPIER = f"INSERT INTO registre_evenementanterieur ({COLONNES}) SELECT {COLONNES} FROM registre_evenement"


class Migration(migrations.Migration):

    dependencies = [
        ('raison_detre', '0001_initial'),
        ('registre', '0005_nom_de_la_signature'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EvenementAnterieur',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('cooperative_id', models.BigIntegerField()),
                ('candidature_id', models.BigIntegerField(null=True)),
                ('label_id', models.BigIntegerField(null=True)),
                ('operation', models.CharField(max_length=24)),
                ('de', models.CharField(max_length=12)),
                ('vers', models.CharField(max_length=12)),
                ('prend_effet_le', models.DateField()),
                ('enregistre_le', models.DateTimeField()),
                ('par_id', models.BigIntegerField(null=True)),
                ('motif', models.TextField()),
                ('corrige_id', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.RunSQL(COPIER, migrations.RunSQL.noop),
        migrations.DeleteModel(name='Evenement'),
        migrations.DeleteModel(name='PeriodeDeStatut'),
        migrations.AddField(
            model_name='candidature',
            name='rang',
            field=models.PositiveIntegerField(null=True, verbose_name='rang du dépôt'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='regles_figees',
            field=models.JSONField(null=True, verbose_name='règles'),
        ),
        migrations.AlterField(
            model_name='candidature',
            name='etat',
            field=models.CharField(choices=[('deposee', 'déposée'), ('a_completer', 'à compléter'), ('complete', 'complète'), ('admissible', 'admissible'), ('labellisee', 'labellisée'), ('refusee', 'refusée'), ('abandonnee', 'abandonnée'), ('annulee', 'annulée')], default='deposee', max_length=12, verbose_name='état'),
        ),
        migrations.AlterModelOptions(
            name='candidature',
            options={'base_manager_name': 'tous', 'permissions': [('instruire_candidature', 'Instruire les candidatures')], 'verbose_name': 'candidature', 'verbose_name_plural': 'candidatures'},
        ),
        migrations.AlterModelManagers(
            name='candidature',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('tous', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='candidature',
            name='candidature_cycle_unique',
        ),
        migrations.AddConstraint(
            model_name='candidature',
            constraint=models.UniqueConstraint(condition=models.Q(('etat', 'annulee'), _negated=True), fields=('cooperative', 'cycle'), name='candidature_cycle_unique', violation_error_message='Cette coopérative a déjà une candidature de ce cycle.'),
        ),
        migrations.RemoveConstraint(
            model_name='candidature',
            name='candidature_labellisee_ssi_date',
        ),
        migrations.AddConstraint(
            model_name='candidature',
            constraint=models.CheckConstraint(condition=models.Q(('etat', 'annulee'), models.Q(('etat', 'labellisee'), ('labellisee_le__isnull', False)), models.Q(models.Q(('etat', 'labellisee'), _negated=True), models.Q(('labellisee_le__isnull', False), _negated=True)), _connector='OR'), name='candidature_labellisee_ssi_date', violation_error_message="L'état et sa date vont ensemble."),
        ),
        migrations.RemoveConstraint(
            model_name='candidature',
            name='candidature_refusee_ssi_date',
        ),
        migrations.AddConstraint(
            model_name='candidature',
            constraint=models.CheckConstraint(condition=models.Q(('etat', 'annulee'), models.Q(('etat', 'refusee'), ('refusee_le__isnull', False)), models.Q(models.Q(('etat', 'refusee'), _negated=True), models.Q(('refusee_le__isnull', False), _negated=True)), _connector='OR'), name='candidature_refusee_ssi_date', violation_error_message="L'état et sa date vont ensemble."),
        ),
        migrations.RemoveConstraint(
            model_name='candidature',
            name='candidature_abandonnee_ssi_date',
        ),
        migrations.AddConstraint(
            model_name='candidature',
            constraint=models.CheckConstraint(condition=models.Q(('etat', 'annulee'), models.Q(('etat', 'abandonnee'), ('abandonnee_le__isnull', False)), models.Q(models.Q(('etat', 'abandonnee'), _negated=True), models.Q(('abandonnee_le__isnull', False), _negated=True)), _connector='OR'), name='candidature_abandonnee_ssi_date', violation_error_message="L'état et sa date vont ensemble."),
        ),
        migrations.AddField(
            model_name='cooperative',
            name='absorbee_par',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbees', to='registre.cooperative', verbose_name='absorbée par'),
        ),
        migrations.AddField(
            model_name='cooperative',
            name='absorbee_le',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='absorbée le'),
        ),
        migrations.AddField(
            model_name='label',
            name='rang',
            field=models.PositiveIntegerField(null=True, verbose_name="rang de l'octroi"),
        ),
        migrations.AddField(
            model_name='label',
            name='annule_le',
            field=models.DateField(blank=True, null=True, verbose_name='annulé le'),
        ),
        migrations.AddField(
            model_name='label',
            name='motif_annulation',
            field=models.TextField(blank=True, verbose_name="motif publié de l'annulation"),
        ),
        migrations.AddField(
            model_name='label',
            name='clos_le',
            field=models.DateField(blank=True, null=True, verbose_name='clos par absorption le'),
        ),
        migrations.AlterField(
            model_name='label',
            name='candidature',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='labels', to='registre.candidature', verbose_name='candidature'),
        ),
        migrations.AlterModelOptions(
            name='label',
            options={'base_manager_name': 'tous', 'permissions': [('decider_label', 'Décider de l’admissibilité et du label')], 'verbose_name': 'label', 'verbose_name_plural': 'labels'},
        ),
        migrations.AlterModelManagers(
            name='label',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('tous', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='label',
            name='label_retire_pendant_validite',
        ),
        migrations.AddConstraint(
            model_name='label',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retire_le__isnull', True), ('retire_le__gte', models.F('octroye_le')), _connector='OR'), models.Q(('retire_le__isnull', True), ('retire_le__lte', models.F('valide_jusqu_au')), _connector='OR')), name='label_retire_entre_octroi_et_fin', violation_error_message='Un label se retire entre son octroi et sa fin.'),
        ),
        migrations.AddConstraint(
            model_name='label',
            constraint=models.UniqueConstraint(condition=models.Q(('annule_le', None)), fields=('candidature',), name='label_un_par_candidature', violation_error_message='Cette candidature a déjà son label.'),
        ),
        migrations.AddField(
            model_name='pointetape',
            name='rang',
            field=models.PositiveIntegerField(null=True, verbose_name='rang'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='rang',
            field=models.PositiveIntegerField(null=True, verbose_name='rang'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='reportee',
            field=models.BooleanField(default=False, verbose_name='reportée du label précédent'),
        ),
        migrations.AddField(
            model_name='releve',
            name='point',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='releves', to='registre.pointetape'),
        ),
        migrations.CreateModel(
            name='Evenement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cooperative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evenements', to='registre.cooperative')),
                ('rang', models.PositiveIntegerField(verbose_name='rang')),
                ('candidature', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evenements', to='registre.candidature')),
                ('label', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evenements', to='registre.label')),
                ('operation', models.CharField(choices=[('deposer', 'dépôt'), ('demander_complement', 'demande de complément'), ('declarer_complete', 'dossier déclaré complet'), ('declarer_admissible', 'candidature déclarée admissible'), ('refuser', 'refus'), ('abandonner', 'abandon'), ('consigner_point_etape', "point d'étape tenu"), ('consigner_visite', 'visite effectuée'), ('accorder_label', 'octroi du label'), ('suspendre', 'suspension du label'), ('lever_suspension', 'levée de la suspension'), ('retirer', 'retrait du label'), ('deposer_renouvellement', 'dépôt du renouvellement'), ('renouveler', 'renouvellement du label'), ('inscrire', 'inscription au registre'), ('renommer', 'changement de nom'), ('demenager', 'déménagement du siège'), ('changer_siren', 'changement de SIREN'), ('transformer', 'changement de forme juridique'), ('quitter', 'départ de la Fédération'), ('revenir', 'retour dans la Fédération'), ('absorber', "absorption d'une coopérative"), ('etre_absorbee', 'absorption par une autre coopérative'), ('corriger', 'correction'), ('corriger_motif', "correction d'un motif"), ('annuler', 'annulation')], max_length=24, verbose_name='opération')),
                ('de', models.CharField(blank=True, choices=[('deposee', 'déposée'), ('a_completer', 'à compléter'), ('complete', 'complète'), ('admissible', 'admissible'), ('labellisee', 'labellisée'), ('refusee', 'refusée'), ('abandonnee', 'abandonnée'), ('annulee', 'annulée')], max_length=12, verbose_name='de')),
                ('vers', models.CharField(blank=True, choices=[('deposee', 'déposée'), ('a_completer', 'à compléter'), ('complete', 'complète'), ('admissible', 'admissible'), ('labellisee', 'labellisée'), ('refusee', 'refusée'), ('abandonnee', 'abandonnée'), ('annulee', 'annulée')], max_length=12, verbose_name='vers')),
                ('decide_le', models.DateField(verbose_name='décidé le')),
                ('prend_effet_le', models.DateField(verbose_name='prend effet le')),
                ('enregistre_le', models.DateTimeField(verbose_name='enregistré le')),
                ('seance', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evenements', to='registre.seancecomite', verbose_name='séance du comité')),
                ('motif', models.TextField(blank=True, verbose_name='motif')),
                ('corrige', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='registre.evenement', verbose_name='corrige ou annule')),
                ('charge', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='faits')),
                ('empreinte_auteur', models.CharField(blank=True, max_length=64)),
                ('precedente', models.CharField(blank=True, max_length=64)),
                ('empreinte', models.CharField(max_length=64, unique=True, verbose_name='empreinte')),
            ],
            options={
                'verbose_name': 'événement',
                'verbose_name_plural': 'événements',
                'indexes': [
                    models.Index(fields=['cooperative', 'prend_effet_le'], name='evenement_coop_date'),
                    models.Index(fields=['enregistre_le'], name='evenement_enregistre_le'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('cooperative', 'rang'), name='evenement_rang_unique'),
                    models.CheckConstraint(condition=models.Q(models.Q(('corrige__isnull', False), ('operation__in', ['annuler', 'corriger', 'corriger_motif'])), models.Q(models.Q(('operation__in', ['annuler', 'corriger', 'corriger_motif']), _negated=True), ('corrige__isnull', True)), _connector='OR'), name='evenement_correction_nommee', violation_error_message="Une correction nomme l'événement qu'elle corrige."),
                ],
            },
        ),
        migrations.CreateModel(
            name='AuteurDEvenement',
            fields=[
                ('evenement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='auteur', serialize=False, to='registre.evenement')),
                ('par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('sel', models.CharField(blank=True, max_length=32)),
            ],
            options={
                'verbose_name': "auteur d'événement",
                'verbose_name_plural': "auteurs d'événements",
            },
        ),
        migrations.CreateModel(
            name='VersionDuRegistre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveBigIntegerField(default=0)),
                ('modifie_le', models.DateTimeField(null=True)),
                ('evenements', models.PositiveBigIntegerField(default=0)),
                ('tete', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'verbose_name': 'version du registre',
                'verbose_name_plural': 'version du registre',
            },
        ),
        migrations.CreateModel(
            name='VerificationDuJournal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('le', models.DateTimeField(verbose_name='vérifié le')),
                ('evenements', models.PositiveBigIntegerField(verbose_name='événements')),
                ('rupture', models.TextField(blank=True, verbose_name='première rupture')),
            ],
            options={
                'verbose_name': 'vérification du journal',
                'verbose_name_plural': 'vérifications du journal',
            },
        ),
        migrations.CreateModel(
            name='IdentiteDeCooperative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cooperative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identites', to='registre.cooperative')),
                ('du', models.DateField(verbose_name='du')),
                ('jusqu_au', models.DateField(verbose_name="jusqu'au")),
                ('nom', models.CharField(max_length=200, verbose_name='nom')),
                ('nom_usuel', models.CharField(blank=True, max_length=120, verbose_name='nom usuel')),
                ('sigle', models.CharField(blank=True, max_length=30, verbose_name='sigle')),
                ('siren', models.CharField(max_length=9, verbose_name='SIREN')),
                ('forme_juridique', models.CharField(choices=[('SCP', "société coopérative de production d'HLM"), ('SCIC', "société coopérative d'intérêt collectif d'HLM")], max_length=4, verbose_name='forme juridique')),
                ('commune', models.CharField(max_length=100, verbose_name='commune')),
                ('code_departement', models.CharField(choices=[('01', 'Ain'), ('02', 'Aisne'), ('03', 'Allier'), ('04', 'Alpes-de-Haute-Provence'), ('05', 'Hautes-Alpes'), ('06', 'Alpes-Maritimes'), ('07', 'Ardèche'), ('08', 'Ardennes'), ('09', 'Ariège'), ('10', 'Aube'), ('11', 'Aude'), ('12', 'Aveyron'), ('13', 'Bouches-du-Rhône'), ('14', 'Calvados'), ('15', 'Cantal'), ('16', 'Charente'), ('17', 'Charente-Maritime'), ('18', 'Cher'), ('19', 'Corrèze'), ('21', "Côte-d'Or"), ('22', "Côtes-d'Armor"), ('23', 'Creuse'), ('24', 'Dordogne'), ('25', 'Doubs'), ('26', 'Drôme'), ('27', 'Eure'), ('28', 'Eure-et-Loir'), ('29', 'Finistère'), ('2A', 'Corse-du-Sud'), ('2B', 'Haute-Corse'), ('30', 'Gard'), ('31', 'Haute-Garonne'), ('32', 'Gers'), ('33', 'Gironde'), ('34', 'Hérault'), ('35', 'Ille-et-Vilaine'), ('36', 'Indre'), ('37', 'Indre-et-Loire'), ('38', 'Isère'), ('39', 'Jura'), ('40', 'Landes'), ('41', 'Loir-et-Cher'), ('42', 'Loire'), ('43', 'Haute-Loire'), ('44', 'Loire-Atlantique'), ('45', 'Loiret'), ('46', 'Lot'), ('47', 'Lot-et-Garonne'), ('48', 'Lozère'), ('49', 'Maine-et-Loire'), ('50', 'Manche'), ('51', 'Marne'), ('52', 'Haute-Marne'), ('53', 'Mayenne'), ('54', 'Meurthe-et-Moselle'), ('55', 'Meuse'), ('56', 'Morbihan'), ('57', 'Moselle'), ('58', 'Nièvre'), ('59', 'Nord'), ('60', 'Oise'), ('61', 'Orne'), ('62', 'Pas-de-Calais'), ('63', 'Puy-de-Dôme'), ('64', 'Pyrénées-Atlantiques'), ('65', 'Hautes-Pyrénées'), ('66', 'Pyrénées-Orientales'), ('67', 'Bas-Rhin'), ('68', 'Haut-Rhin'), ('69', 'Rhône'), ('70', 'Haute-Saône'), ('71', 'Saône-et-Loire'), ('72', 'Sarthe'), ('73', 'Savoie'), ('74', 'Haute-Savoie'), ('75', 'Paris'), ('76', 'Seine-Maritime'), ('77', 'Seine-et-Marne'), ('78', 'Yvelines'), ('79', 'Deux-Sèvres'), ('80', 'Somme'), ('81', 'Tarn'), ('82', 'Tarn-et-Garonne'), ('83', 'Var'), ('84', 'Vaucluse'), ('85', 'Vendée'), ('86', 'Vienne'), ('87', 'Haute-Vienne'), ('88', 'Vosges'), ('89', 'Yonne'), ('90', 'Territoire de Belfort'), ('91', 'Essonne'), ('92', 'Hauts-de-Seine'), ('93', 'Seine-Saint-Denis'), ('94', 'Val-de-Marne'), ('95', "Val-d'Oise"), ('971', 'Guadeloupe'), ('972', 'Martinique'), ('973', 'Guyane'), ('974', 'La Réunion'), ('976', 'Mayotte')], max_length=3, verbose_name='département')),
                ('membre', models.BooleanField(verbose_name='membre de la Fédération')),
                ('connue_du', models.DateField(verbose_name='connue du')),
                ('connue_jusqu_a', models.DateField(null=True, verbose_name="connue jusqu'à")),
            ],
            options={
                'verbose_name': 'identité de coopérative',
                'verbose_name_plural': 'identités de coopératives',
                'base_manager_name': 'toutes',
                'indexes': [
                    models.Index(fields=['siren', 'connue_jusqu_a'], name='identite_siren'),
                    models.Index(fields=['cooperative', 'connue_jusqu_a', 'du'], name='identite_cooperative'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('connue_jusqu_a', None)), fields=('cooperative', 'du'), name='identite_une_par_jour'),
                    models.CheckConstraint(condition=models.Q(('jusqu_au__gte', models.F('du'))), name='identite_dans_l_ordre'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('toutes', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LabelConnu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connus', to='registre.label')),
                ('connue_du', models.DateField()),
                ('connue_jusqu_a', models.DateField(null=True)),
                ('octroye_le', models.DateField()),
                ('valide_du', models.DateField()),
                ('valide_jusqu_au', models.DateField()),
                ('retire_le', models.DateField(null=True)),
                ('clos_le', models.DateField(null=True)),
                ('suspensions', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'label connu',
                'verbose_name_plural': 'labels connus',
                'base_manager_name': 'toutes',
                'indexes': [
                    models.Index(fields=['octroye_le', 'connue_jusqu_a'], name='label_connu_octroye_le'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('connue_jusqu_a', None)), fields=('label',), name='label_connu_une_fois'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('toutes', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='PeriodeDeStatut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cooperative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periodes', to='registre.cooperative')),
                ('identite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registre.identitedecooperative')),
                ('du', models.DateField()),
                ('jusqu_au', models.DateField()),
                ('connue_du', models.DateField()),
                ('connue_jusqu_a', models.DateField(null=True)),
                ('statut', models.CharField(blank=True, choices=[('labellisee', 'labellisée'), ('suspendue', 'label suspendu'), ('en_renouvellement', 'en renouvellement'), ('engagee', 'engagée'), ('echue', 'label échu'), ('retiree', 'label retiré')], max_length=20)),
                ('membre', models.BooleanField(default=True)),
                ('label', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registre.label')),
                ('candidature', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registre.candidature')),
                ('code_region', models.CharField(max_length=2)),
                ('code_departement', models.CharField(max_length=3)),
                ('metiers', models.PositiveIntegerField(default=0)),
                ('engagements', models.BigIntegerField(default=0)),
                ('annee_octroi', models.PositiveSmallIntegerField(null=True)),
                ('admissible_le', models.DateField(null=True)),
                ('octroye_le', models.DateField(null=True)),
                ('valide_du', models.DateField(null=True)),
                ('valide_jusqu_au', models.DateField(null=True)),
                ('suspendu_le', models.DateField(null=True)),
                ('suspension_levee_le', models.DateField(null=True)),
                ('retire_le', models.DateField(null=True)),
                ('tri', models.CharField(max_length=200)),
            ],
            options={
                'verbose_name': 'période de statut',
                'verbose_name_plural': 'périodes de statut',
                'base_manager_name': 'toutes',
                'indexes': [
                    models.Index(condition=models.Q(('connue_jusqu_a', None)), fields=['code_departement', 'statut', 'jusqu_au', 'du', 'metiers', 'engagements', 'annee_octroi'], name='periode_par_departement'),
                    models.Index(condition=models.Q(('connue_jusqu_a', None)), fields=['statut', 'jusqu_au', 'du', 'code_departement', 'metiers', 'engagements', 'annee_octroi'], name='periode_par_statut'),
                    models.Index(condition=models.Q(('connue_jusqu_a', None)), fields=['engagements', 'statut', 'jusqu_au', 'du', 'code_departement', 'metiers', 'annee_octroi'], name='periode_par_engagements'),
                    models.Index(condition=models.Q(('connue_jusqu_a', None)), fields=['metiers', 'statut', 'jusqu_au', 'du', 'code_departement', 'engagements', 'annee_octroi'], name='periode_par_metiers'),
                    models.Index(condition=models.Q(('connue_jusqu_a', None)), fields=['annee_octroi', 'statut', 'jusqu_au', 'du', 'code_departement', 'metiers', 'engagements'], name='periode_par_annee'),
                    models.Index(condition=models.Q(('connue_jusqu_a', None)), fields=['tri', 'code_departement', 'statut', 'jusqu_au', 'du', 'metiers', 'engagements', 'annee_octroi'], name='periode_par_nom'),
                    models.Index(fields=['code_departement', 'statut', 'jusqu_au', 'du', 'connue_du', 'connue_jusqu_a', 'metiers', 'engagements'], name='periode_connue_par_departement'),
                    models.Index(fields=['tri', 'code_departement', 'statut', 'jusqu_au', 'du', 'connue_du', 'connue_jusqu_a'], name='periode_connue_par_nom'),
                    models.Index(fields=['cooperative', 'connue_du'], name='periode_connue_par_cooperative'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('connue_jusqu_a', None)), fields=('cooperative', 'du'), name='periode_une_par_jour'),
                    models.CheckConstraint(condition=models.Q(('jusqu_au__gte', models.F('du'))), name='periode_dans_l_ordre'),
                ],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('toutes', django.db.models.manager.Manager()),
            ],
        ),
    ]
