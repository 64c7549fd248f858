from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0006_keep_what_is_handed_in")]

    operations = [
        migrations.AddField(model_name="publication", name="until", field=models.DateField(blank=True, null=True))
    ]
