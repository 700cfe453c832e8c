"""Dumps built like the model dump, of other stories, in other languages and layouts.

The site of the model dump says each headline several times, leaves an expression of its templates
unresolved, numbers its lists and ends with teaser cards. What such pages have in common is here
put together anew: fictional stories in ten languages, each in layouts that differ in what is
said twice, what is numbered, where times stand and how lines are parted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Stories:
    """What is told in one language."""

    headline: str
    place: str
    paragraphs: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    """Names of lists, and the headlines in each."""
    cards: tuple[tuple[str, str, str], ...]
    """Kicker, headline and teaser of each."""
    times: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """How a page is set."""

    header: bool = True
    """A line with the date and the headline opens the dump."""
    headlines: int = 2
    leak: str = ""
    """Stands before a headline below the text."""
    mark: str = ""
    """Before each entry of a list: "1." counts."""
    twice: bool = True
    """Entries say their headline again on the next line."""
    blank: bool = True
    """Empty lines stand between the two."""
    time: str = ""
    """"above" or "below" each entry, or nowhere."""
    cards_first: bool = False
    """Teaser cards stand above the lists."""


@dataclass
class Dump:
    """A dump and what it says."""

    text: str
    sections: dict[str, list[str]] = field(default_factory=dict)
    """The lists of each related story, in page order."""


LAYOUTS = {
    "as the model": Layout(leak="Quark.Models.Entities.Ancestor?.Title?.ToUpper()", mark="1."),
    "said once, with times": Layout(
        headlines=1, leak="{{ article.category | upper }}", twice=False, time="below", blank=False
    ),
    "bullets, times above": Layout(leak="<%= item.section %>", mark="•", time="above"),
    "neither numbers nor gaps": Layout(leak="${story.kicker}", blank=False, headlines=3),
    "numbered once, with times": Layout(
        header=False, headlines=3, leak="{% if post.tag %}", mark="1.", twice=False, time="above"
    ),
    "cards first": Layout(leak="[[category.title]]", mark="1.", cards_first=True),
}


def dump(stories: Stories, layout: Layout) -> Dump:
    """The page in one layout."""
    lines: list[str] = []
    if layout.header:
        lines += [f" date 2025-03-02 {stories.headline}", ""]
    lines += [stories.headline, ""] * max(layout.headlines - 1, 1)
    lines += [stories.place] + [stories.headline] * (layout.headlines > 1)
    for paragraph in stories.paragraphs:
        lines += ["", paragraph]
    made = Dump("")
    if layout.leak:
        first = stories.lists[0][1][0]
        lines += ["", f"{layout.leak} {first}", "", first]
        made.sections[first] = []
    parts = [_lists(stories, layout, made), _cards(stories, layout, made)]
    for part in reversed(parts) if layout.cards_first else parts:
        lines += part
    made.text = "\n".join(lines) + "\n"
    return made


def _lists(stories: Stories, layout: Layout, made: Dump) -> Sequence[str]:
    lines: list[str] = []
    for name, headlines in stories.lists:
        lines += [name, ""]
        for count, headline in enumerate(headlines, 1):
            time = f"    {stories.times[count % len(stories.times)]}"
            mark = f"  {count}. " if layout.mark == "1." else f"{layout.mark} ".lstrip()
            entry = [mark + headline]
            if layout.twice:
                entry += [""] * layout.blank + ["    " * bool(layout.mark) + headline]
            lines += [time] * (layout.time == "above") + entry + [time] * (layout.time == "below")
            lines += [""] * (layout.blank and bool(layout.mark))
            made.sections.setdefault(headline, []).append(name)
    return lines


def _cards(stories: Stories, layout: Layout, made: Dump) -> Sequence[str]:
    lines: list[str] = []
    for kicker, headline, teaser in stories.cards:
        lines += [f"{kicker} {headline}", "", headline, "", teaser]
        made.sections.setdefault(headline, [])
    return lines


STORIES = {
    "en": Stories(
        headline="Norvik reopens its old tannery as a library, but roof still leaks",
        place="NORVIK",
        paragraphs=(
            "The tannery on the south quay, empty since the leather trade left the town in 1974, "
            "opened on Saturday as a public library with room for ninety thousand books.",
            "About four hundred people stood in line before the doors were unlocked at ten, among "
            "them three former workers who had last entered the building with a time card.",
            '"It smells better than it did," said Harald Lind, 81, who had scraped hides on the '
            "second floor for eleven years and was given the first library card of the day.",
            "The rebuilding took six years and cost twice what the council had voted for, mostly "
            "because the foundations turned out to stand on timber rather than on rock.",
            "Rain still finds its way in. Buckets stood between the shelves of the reading room on "
            "Saturday, and the architect promised that the last slates would be laid by May.",
            "The library will stay open until nine in the evening on weekdays. Lending is free for "
            "everybody who lives in the district, and for pupils from the islands.",
        ),
        lists=(
            (
                "LATEST NEWS",
                (
                    "Ferry to the outer islands sails again after storm",
                    "Mayor rules out second bridge before next election",
                    "Herring catch falls to lowest level in thirty years",
                    "Norvik hospital to close its maternity ward in June",
                    "Two fishermen rescued after boat hits breakwater",
                ),
            ),
            (
                "Recommended",
                (
                    "Herring catch falls to lowest level in thirty years",
                    "Why the lighthouse keeper came back at sixty",
                    "School garden wins prize for its hardy apples",
                    "Coastal railway gets its first electric train",
                    "Old maps show a harbour nobody remembers",
                ),
            ),
        ),
        cards=(
            (
                "WORLD",
                "Two fishermen rescued after boat hits breakwater",
                "The crew of a pilot boat heard shouts in the fog and pulled both men out of the "
                "water within minutes, the coast guard said on Sunday.",
            ),
            (
                "SPORTS",
                "Norvik rowers miss final by less than a second",
                "The four had led until the last fifty metres, when a gust from the fjord pushed "
                "their boat towards the buoys.",
            ),
        ),
        times=("2 hours ago", "09:15", "March 1, 2025"),
    ),
    "de": Stories(
        headline="Lindau öffnet die alte Gerberei als Bücherei, doch das Dach ist undicht",
        place="LINDAU",
        paragraphs=(
            "Die Gerberei am Südkai, die seit dem Ende des Lederhandels im Jahr 1974 leer stand, "
            "ist am Samstag als öffentliche Bücherei mit neunzigtausend Bänden eröffnet worden.",
            "Rund vierhundert Menschen warteten vor der Tür, als um zehn Uhr aufgeschlossen wurde, "
            "unter ihnen drei frühere Arbeiter, die zuletzt mit der Stempelkarte gekommen waren.",
            "„Es riecht besser als damals“, sagte Harald Lind, 81, der elf Jahre lang im zweiten "
            "Stock Häute geschabt hatte und den ersten Ausweis des Tages bekam.",
            "Der Umbau dauerte sechs Jahre und kostete doppelt so viel wie beschlossen, vor allem "
            "weil die Grundmauern auf Holz stehen und nicht, wie angenommen, auf Fels.",
            "Noch immer regnet es hinein. Zwischen den Regalen des Lesesaals standen am Samstag "
            "Eimer, und die Architektin versprach die letzten Ziegel bis zum Mai.",
        ),
        lists=(
            (
                "Meistgelesen",
                (
                    "Fähre zu den Inseln fährt nach dem Sturm wieder",
                    "Bürgermeister schließt zweite Brücke vor der Wahl aus",
                    "Felchenfang fällt auf den tiefsten Stand seit dreißig Jahren",
                    "Krankenhaus schließt im Juni seine Geburtshilfe",
                    "Zwei Fischer nach Unfall an der Mole gerettet",
                ),
            ),
            (
                "Das könnte Sie auch interessieren",
                (
                    "Felchenfang fällt auf den tiefsten Stand seit dreißig Jahren",
                    "Warum der Leuchtturmwärter mit sechzig zurückkam",
                    "Schulgarten gewinnt Preis für seine robusten Äpfel",
                    "Küstenbahn bekommt ihren ersten elektrischen Zug",
                ),
            ),
        ),
        cards=(
            (
                "WELT",
                "Zwei Fischer nach Unfall an der Mole gerettet",
                "Die Besatzung eines Lotsenboots hörte Rufe im Nebel und zog beide Männer nach "
                "wenigen Minuten aus dem Wasser, teilte die Wasserwacht mit.",
            ),
            (
                "SPORT",
                "Lindauer Ruderer verpassen das Finale um eine Sekunde",
                "Der Vierer hatte bis fünfzig Meter vor dem Ziel geführt, als eine Bö das Boot zu "
                "den Bojen drückte.",
            ),
        ),
        times=("vor 2 Stunden", "09:15", "01.03.2025"),
    ),
    "tr": Stories(
        headline="Eski tabakhane kütüphane olarak açıldı ama çatısı hâlâ akıyor",
        place="AYVALIK",
        paragraphs=(
            "Deri ticaretinin 1974'te kentten ayrılmasından bu yana boş duran güney rıhtımındaki "
            "tabakhane, cumartesi günü doksan bin kitaplık bir halk kütüphanesi olarak açıldı.",
            "Kapılar saat onda açılmadan önce yaklaşık dört yüz kişi sıraya girdi; aralarında "
            "binaya son kez kart basarak girmiş üç eski işçi de vardı.",
            "Günün ilk üye kartını alan ve ikinci katta on bir yıl deri kazımış olan 81 yaşındaki "
            "Hasan Usta, içerinin eskisinden daha güzel koktuğunu söyledi.",
            "Onarım altı yıl sürdü ve belediyenin onayladığı bütçenin iki katına mal oldu; çünkü "
            "temellerin kayaya değil ahşap kazıklara oturduğu ortaya çıktı.",
            "Yağmur hâlâ içeri giriyor. Cumartesi günü okuma salonunun rafları arasında kovalar "
            "duruyordu; mimar, son kiremitlerin mayısa kadar döşeneceğine söz verdi.",
        ),
        lists=(
            (
                "SON DAKİKA",
                (
                    "Adalara giden feribot fırtınadan sonra yeniden sefere çıktı",
                    "Belediye başkanı seçimden önce ikinci köprüyü gündemden çıkardı",
                    "Hamsi avı otuz yılın en düşük düzeyine geriledi",
                    "Devlet hastanesi doğum servisini haziranda kapatıyor",
                    "Mendireğe çarpan teknedeki iki balıkçı kurtarıldı",
                ),
            ),
            (
                "En Çok Okunanlar",
                (
                    "Hamsi avı otuz yılın en düşük düzeyine geriledi",
                    "Deniz feneri bekçisi altmış yaşında neden geri döndü",
                    "Okul bahçesi dayanıklı elmalarıyla ödül kazandı",
                    "Kıyı hattı ilk elektrikli trenine kavuşuyor",
                ),
            ),
        ),
        cards=(
            (
                "DÜNYA",
                "Mendireğe çarpan teknedeki iki balıkçı kurtarıldı",
                "Kılavuz teknesinin mürettebatı siste bağırışları duydu ve iki adamı birkaç dakika "
                "içinde sudan çıkardı, sahil güvenlik pazar günü açıkladı.",
            ),
            (
                "SPOR",
                "Kürekçiler finali bir saniyeden az farkla kaçırdı",
                "Dörtlü ekip son elli metreye kadar öndeydi; körfezden gelen sert bir rüzgâr "
                "tekneyi şamandıralara doğru itti.",
            ),
        ),
        times=("2 saat önce", "09:15", "1 Mart 2025"),
    ),
    "ja": Stories(
        headline="旧製革工場が図書館に 屋根の雨漏りは続く",
        place="NORVIK",
        paragraphs=(
            "南埠頭の旧製革工場が土曜日、蔵書九万冊の公共図書館として開館した。革の取引が町を去った"
            "１９７４年以来、建物は空き家のままだった。",
            "午前十時の開館を前に、およそ四百人が列をつくった。最後に入ったのはタイムカードを押した"
            "日だという元工員三人の姿もあった。",
            "二階で十一年間、皮を削っていたハラルド・リンドさん（８１）は、この日最初の利用者カード"
            "を受け取り、「昔よりいい匂いがする」と笑った。",
            "改修には六年を要し、費用は議会が認めた額の二倍に膨らんだ。基礎が岩盤ではなく木の杭の上"
            "に立っていることが分かったためだ。",
            "雨は今も入り込む。土曜日も閲覧室の棚の間にバケツが置かれ、設計者は五月までに最後の瓦を"
            "ふき終えると約束した。",
        ),
        lists=(
            (
                "最新ニュース",
                (
                    "離島フェリー、暴風後に運航を再開 九日ぶり",
                    "町長、選挙前の第二大橋計画を否定する考え",
                    "ニシンの漁獲量、三十年で最低に 漁協が対策へ",
                    "町立病院、六月に産科を閉鎖へ 医師不足で",
                    "防波堤に衝突した船の漁師二人を救助 霧の中",
                ),
            ),
            (
                "おすすめ",
                (
                    "ニシンの漁獲量、三十年で最低に 漁協が対策へ",
                    "灯台守はなぜ六十歳で島に戻ったのか",
                    "学校の菜園、丈夫なリンゴで賞を受ける",
                    "海岸鉄道に初めての電気列車が走り出す",
                ),
            ),
        ),
        cards=(
            (
                "国際",
                "防波堤に衝突した船の漁師二人を救助 霧の中",
                "水先船の乗組員が霧の中で叫び声を聞き、数分のうちに二人を海から引き上げたと、"
                "沿岸警備隊が日曜日に明らかにした。",
            ),
            (
                "スポーツ",
                "地元の四人乗りボート、一秒差で決勝を逃す",
                "残り五十メートルまで先頭にいたが、湾からの突風で艇がブイの方へ流された。",
            ),
        ),
        times=("2時間前", "09:15", "2025年3月1日"),
    ),
    "ru": Stories(
        headline="Старый кожевенный завод стал библиотекой, но крыша ещё течёт",
        place="НОРВИК",
        paragraphs=(
            "Кожевенный завод на южной набережной, пустовавший с 1974 года, в субботу "
            "открылся как публичная библиотека на девяносто тысяч книг.",
            "Около четырёхсот человек стояли в очереди, прежде чем в десять часов открылись "
            "двери; среди них были трое бывших рабочих завода.",
            "«Пахнет лучше, чем раньше», — сказал 81-летний Харальд Линд, который "
            "одиннадцать лет скоблил шкуры на втором этаже.",
            "Перестройка заняла шесть лет и обошлась вдвое дороже, чем утвердил совет, в "
            "основном потому, что фундамент стоит на дереве.",
        ),
        lists=(
            (
                "Последние новости",
                (
                    "Паром на острова снова ходит после шторма",
                    "Мэр исключил второй мост до выборов",
                    "Улов сельди упал до минимума за тридцать лет",
                    "Больница закроет родильное отделение в июне",
                    "Двух рыбаков спасли после удара о мол",
                ),
            ),
            (
                "Читайте также",
                (
                    "Улов сельди упал до минимума за тридцать лет",
                    "Почему смотритель маяка вернулся в шестьдесят",
                    "Школьный сад получил приз за стойкие яблоки",
                    "Прибрежная дорога получит первый электропоезд",
                ),
            ),
        ),
        cards=(
            (
                "МИР",
                "Двух рыбаков спасли после удара о мол",
                "Экипаж лоцманского катера услышал крики в тумане и за несколько минут "
                "поднял обоих на борт, сообщила береговая охрана.",
            ),
            (
                "СПОРТ",
                "Гребцы не попали в финал из-за одной секунды",
                "Четвёрка лидировала до последних пятидесяти метров, когда порыв ветра отнёс "
                "лодку к буям.",
            ),
        ),
        times=("2 часа назад", "09:15", "1 марта 2025"),
    ),
    "ar": Stories(
        headline="المدبغة القديمة تفتح أبوابها مكتبة عامة والسقف ما زال يسرب الماء",
        place="NORVIK",
        paragraphs=(
            "افتتحت المدبغة الواقعة على الرصيف الجنوبي، وهي خالية منذ عام 1974، يوم السبت "
            "مكتبة عامة تتسع لتسعين ألف كتاب.",
            "ووقف نحو أربعمئة شخص في الطابور قبل أن تفتح الأبواب في الساعة العاشرة، وكان "
            "بينهم ثلاثة من العمال السابقين.",
            "وقال هارالد ليند، البالغ من العمر 81 عاما، إن الرائحة صارت أفضل مما كانت، وقد "
            "عمل في الطابق الثاني أحد عشر عاما.",
            "واستغرقت إعادة البناء ست سنوات وكلفت ضعف ما أقره المجلس، لأن الأساسات تبين أنها "
            "تقوم على خشب لا على صخر.",
        ),
        lists=(
            (
                "آخر الأخبار",
                (
                    "العبارة تعود إلى الجزر بعد توقف بسبب العاصفة",
                    "رئيس البلدية يستبعد جسرا ثانيا قبل الانتخابات",
                    "صيد الرنجة يهبط إلى أدنى مستوى منذ ثلاثين عاما",
                    "المستشفى يغلق قسم الولادة في شهر يونيو",
                    "إنقاذ صيادين بعد اصطدام قاربهما بحاجز الأمواج",
                ),
            ),
            (
                "الأكثر قراءة",
                (
                    "صيد الرنجة يهبط إلى أدنى مستوى منذ ثلاثين عاما",
                    "لماذا عاد حارس المنارة في الستين من عمره",
                    "حديقة مدرسية تفوز بجائزة عن تفاحها القوي",
                    "السكة الساحلية تستقبل أول قطار كهربائي",
                ),
            ),
        ),
        cards=(
            (
                "العالم",
                "إنقاذ صيادين بعد اصطدام قاربهما بحاجز الأمواج",
                "سمع طاقم زورق الإرشاد صراخا في الضباب وانتشل الرجلين من الماء خلال دقائق، "
                "بحسب خفر السواحل.",
            ),
            (
                "رياضة",
                "فريق التجديف يخسر النهائي بفارق ثانية واحدة",
                "كان الرباعي متقدما حتى آخر خمسين مترا قبل أن تدفع الريح القارب نحو العوامات.",
            ),
        ),
        times=("قبل 3 ساعات", "09:15", "2025-03-01"),
    ),
    "zh": Stories(
        headline="旧制革厂变身图书馆 屋顶仍在漏水",
        place="NORVIK",
        paragraphs=(
            "位于南码头的制革厂自1974年皮革贸易离开小镇后一直空置，周六作为公共图书馆对外开放，可"
            "容纳九万册图书。",
            "上午十点开门之前，约有四百人排队等候，其中有三位从前的工人，他们上一次进入这座建筑时"
            "还要打卡。",
            "八十一岁的哈拉尔德在二楼刮了十一年的皮，他领到了当天的第一张借书证，并说气味比从前好"
            "多了。",
            "改建历时六年，费用是议会批准数额的两倍，主要原因是地基并非建在岩石上，而是建在木桩之"
            "上。",
        ),
        lists=(
            (
                "最新消息",
                (
                    "暴风雨过后 离岛渡轮恢复通航",
                    "市长排除在选举前兴建第二座大桥",
                    "鲱鱼捕捞量跌至三十年来最低水平",
                    "医院将于六月关闭产科病房引发不满",
                    "两名渔民在船只撞上防波堤后获救",
                ),
            ),
            (
                "热门文章",
                (
                    "鲱鱼捕捞量跌至三十年来最低水平",
                    "灯塔看守人为何六十岁重返海岛",
                    "学校菜园凭借耐寒苹果赢得奖项",
                    "沿海铁路迎来第一列电力列车",
                ),
            ),
        ),
        cards=(
            (
                "国际",
                "两名渔民在船只撞上防波堤后获救",
                "海岸警卫队周日表示，引航船的船员在雾中听到呼喊声，几分钟内便将两人救出水面。",
            ),
            (
                "体育",
                "本地四人艇以一秒之差无缘决赛",
                "在最后五十米之前他们一直领先，直到一阵来自峡湾的大风把船吹向浮标。",
            ),
        ),
        times=("2小时前", "09:15", "2025年3月1日"),
    ),
    "ko": Stories(
        headline="옛 가죽 공장, 도서관으로 문 열었지만 지붕은 여전히 새",
        place="NORVIK",
        paragraphs=(
            "1974년 이후 비어 있던 남쪽 부두의 가죽 공장이 토요일 장서 9만 권을 갖춘 공공 "
            "도서관으로 문을 열었다.",
            "오전 10시 문이 열리기 전 약 400명이 줄을 섰으며, 그 가운데에는 이 건물에서 일했던 "
            "옛 노동자 세 명도 있었다.",
            "2층에서 11년 동안 가죽을 다듬었던 하랄드 린드(81) 씨는 이날 첫 번째 도서 카드를 "
            "받고 예전보다 냄새가 좋다고 말했다.",
            "개축에는 6년이 걸렸고 비용은 의회가 승인한 금액의 두 배에 달했다. 기초가 암반이 "
            "아니라 나무 위에 서 있었기 때문이다.",
        ),
        lists=(
            (
                "최신 뉴스",
                (
                    "폭풍 뒤 섬으로 가는 여객선 운항 재개",
                    "시장, 선거 전 두 번째 다리 건설 배제",
                    "청어 어획량 30년 만에 최저 수준으로 감소",
                    "병원, 6월에 산부인과 병동 문 닫기로",
                    "방파제에 부딪힌 배의 어부 두 명 구조",
                ),
            ),
            (
                "많이 본 뉴스",
                (
                    "청어 어획량 30년 만에 최저 수준으로 감소",
                    "등대지기는 왜 예순에 섬으로 돌아왔나",
                    "학교 텃밭, 튼튼한 사과로 상 받아",
                    "해안 철도에 첫 전기 열차 도입된다",
                ),
            ),
        ),
        cards=(
            (
                "국제",
                "방파제에 부딪힌 배의 어부 두 명 구조",
                "도선선 선원들이 안개 속에서 외침을 듣고 몇 분 만에 두 사람을 물에서 "
                "끌어올렸다고 해경이 밝혔다.",
            ),
            (
                "스포츠",
                "지역 조정팀, 1초 차이로 결승 진출 실패",
                "마지막 50미터까지 앞섰지만 바람이 배를 부표 쪽으로 밀어냈다.",
            ),
        ),
        times=("2시간 전", "09:15", "2025.03.01"),
    ),
    "es": Stories(
        headline="La vieja curtiduría de Norvik reabre como biblioteca, pero el techo gotea",
        place="NORVIK",
        paragraphs=(
            "La curtiduría del muelle sur, vacía desde que el comercio del cuero dejó el "
            "pueblo en 1974, abrió el sábado como biblioteca pública con sitio para noventa "
            "mil libros.",
            "Unas cuatrocientas personas hacían cola antes de que se abrieran las puertas a "
            "las diez, entre ellas tres antiguos obreros que habían entrado por última vez "
            "con una ficha.",
            "«Huele mejor que antes», dijo Harald Lind, de 81 años, que había raspado pieles "
            "en la segunda planta durante once años y recibió el primer carné del día.",
            "Las obras duraron seis años y costaron el doble de lo que había votado el "
            "consejo, sobre todo porque los cimientos descansaban sobre madera y no sobre "
            "roca.",
        ),
        lists=(
            (
                "Lo más leído",
                (
                    "El transbordador a las islas vuelve a navegar tras el temporal",
                    "El alcalde descarta un segundo puente antes de las elecciones",
                    "La pesca del arenque cae a su nivel más bajo en treinta años",
                    "El hospital cerrará la maternidad en junio",
                    "Rescatan a dos pescadores tras chocar contra el rompeolas",
                ),
            ),
            (
                "Te puede interesar",
                (
                    "La pesca del arenque cae a su nivel más bajo en treinta años",
                    "Por qué el farero volvió a los sesenta",
                    "Un huerto escolar gana un premio por sus manzanas",
                    "El tren de la costa estrena su primera unidad eléctrica",
                ),
            ),
        ),
        cards=(
            (
                "MUNDO",
                "Rescatan a dos pescadores tras chocar contra el rompeolas",
                "La tripulación de una lancha oyó gritos en la niebla y sacó a los dos "
                "hombres del agua en pocos minutos, según la guardia costera.",
            ),
            (
                "DEPORTES",
                "Los remeros pierden la final por menos de un segundo",
                "El cuatro iba en cabeza hasta los últimos cincuenta metros, cuando una "
                "ráfaga empujó el bote hacia las boyas.",
            ),
        ),
        times=("hace 2 horas", "09:15", "1 de marzo de 2025"),
    ),
    "hi": Stories(
        headline="पुराना चमड़ा कारखाना बना पुस्तकालय, लेकिन छत अब भी टपकती है",
        place="NORVIK",
        paragraphs=(
            "दक्षिणी घाट पर स्थित चमड़ा कारखाना, जो 1974 से खाली पड़ा था, शनिवार को नब्बे "
            "हज़ार किताबों वाले सार्वजनिक पुस्तकालय के रूप में खुल गया।",
            "सुबह दस बजे दरवाज़े खुलने से पहले करीब चार सौ लोग कतार में खड़े थे, जिनमें "
            "कारखाने के तीन पुराने मज़दूर भी शामिल थे।",
            "दूसरी मंज़िल पर ग्यारह साल तक खाल साफ़ करने वाले 81 वर्षीय हेराल्ड लिंड ने कहा "
            "कि अब पहले से अच्छी महक आती है।",
            "मरम्मत में छह साल लगे और खर्च परिषद की मंज़ूरी से दोगुना हुआ, क्योंकि नींव "
            "चट्टान पर नहीं बल्कि लकड़ी पर टिकी निकली।",
        ),
        lists=(
            (
                "ताज़ा खबरें",
                (
                    "तूफ़ान के बाद द्वीपों के लिए नौका सेवा फिर शुरू",
                    "मेयर ने चुनाव से पहले दूसरे पुल से इनकार किया",
                    "मछली की पकड़ तीस साल के सबसे निचले स्तर पर",
                    "अस्पताल जून में प्रसूति वार्ड बंद करेगा",
                    "दीवार से टकराई नाव के दो मछुआरे बचाए गए",
                ),
            ),
            (
                "ये भी पढ़ें",
                (
                    "मछली की पकड़ तीस साल के सबसे निचले स्तर पर",
                    "प्रकाशस्तंभ का रखवाला साठ की उम्र में क्यों लौटा",
                    "स्कूल के बगीचे को सेब के लिए पुरस्कार मिला",
                    "तटीय रेल को मिली पहली बिजली से चलने वाली ट्रेन",
                ),
            ),
        ),
        cards=(
            (
                "दुनिया",
                "दीवार से टकराई नाव के दो मछुआरे बचाए गए",
                "पायलट नाव के दल ने कोहरे में आवाज़ें सुनीं और कुछ ही मिनटों में दोनों को "
                "पानी से निकाल लिया, तटरक्षक ने बताया।",
            ),
            (
                "खेल",
                "नाविक टीम एक सेकंड से फ़ाइनल से चूकी",
                "आखिरी पचास मीटर तक टीम आगे थी, तभी तेज़ हवा ने नाव को धकेल दिया।",
            ),
        ),
        times=("2 घंटे पहले", "09:15", "1 मार्च 2025"),
    ),
}
