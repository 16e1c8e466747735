/**
 * The words that stand beside the values of invoices, by what they say, in nine languages: English, Norwegian, Swedish,
 * Danish, German, French, Dutch, Spanish, Italian. All in lower case; in each list the more telling come first.
 */

/** What a label says of the value beside it. */
export type Kind =
  | 'invoice number'
  | 'invoice date'
  | 'due date'
  | 'other date'
  | 'total'
  | 'subtotal'
  | 'tax'
  | 'other amount'
  | 'order number'
  | 'customer number'
  | 'tax number'
  | 'account'
  | 'reference'
  | 'phone'
  | 'supplier'
  | 'customer'
  | 'currency'
  | 'description'
  | 'quantity'
  | 'unit price'
  | 'line amount'
  | 'item number';

const lists: Readonly<Record<Kind, string>> = {
  'invoice number': `
    invoice number, invoice no, invoice #, invoice id, invoice nr, invoice num, invoice ref, tax invoice no, bill
    number, bill no, receipt number, receipt no, document number, fakturanummer, faktura nummer, fakturanr,
    faktura nr, faktura-nr, fakturanr., bilagsnummer, rechnungsnummer, rechnungs-nummer, rechnungsnr,
    rechnungs-nr, rechnung nr, rechnung-nr, rechnung nummer, belegnummer, beleg-nr, belegnr, re-nr, numéro de
    facture, numéro de la facture, n° de facture, n° facture, facture n°, facture no, facture numéro, no de
    facture, facture nº, nº de facture, factuurnummer, factuurnr, factuur nr, factuur nummer, notanummer, número
    de factura, nº de factura, n.º de factura, n.º factura, nº factura, factura nº, factura n.º, factura no,
    factura número, num. factura, núm. factura, factura núm, numero fattura, numero di fattura, fattura n.,
    fattura nr, fattura n°, n. fattura, n° fattura, nr. fattura, fattura numero, fattura n, numero documento,
    credit note number, credit note no, kreditnotanummer, gutschriftsnummer, numéro d’avoir, invoice, faktura,
    rechnung, facture, factuur, factura, fattura`,
  'invoice date': `
    invoice date, date of invoice, date of issue, issue date, issued on, date issued, issued, tax point, bill
    date, receipt date, document date, invoice dated, dated, fakturadato, faktura dato, fakturadatum, faktura
    datum, utstedt, utstedelsesdato, udstedt, rechnungsdatum, datum der rechnung, ausstellungsdatum, belegdatum,
    rechnung vom, date de facture, date de la facture, date facture, date de facturation, date d’émission, date
    d'émission, émise le, émis le, facture du, facturé le, factuurdatum, datum factuur, fecha de factura, fecha
    factura, fecha de la factura, fecha de emisión, fecha de expedición, fecha emisión, data fattura, data della
    fattura, data di emissione, data emissione, data documento, emessa il, date, dato, datum, fecha, data, le`,
  'due date': `
    due date, payment due date, date due, payment due, pay by, payable by, payment date, please pay by, due on,
    due by, to be paid by, due, forfallsdato, forfall, betalingsfrist, betales innen, betales senest,
    förfallodatum, förfallodag, förfaller, betalas senast, att betala senast, sista betalningsdag, oss tillhanda,
    oss tillhanda senast, forfaldsdato, forfaldsdag, forfald, sidste rettidige betalingsdag, sidste betalingsdato,
    betalingsdato, betales senest den, senest betalt, fälligkeitsdatum, fälligkeit, fällig am, fällig bis, fällig
    zum, fällig, zahlbar bis zum, zahlbar bis, zu zahlen bis, zahlungsziel, zahlungsfrist, bitte zahlen bis,
    zahlungstermin, date d’échéance, date d'échéance, échéance, échéance le, date limite de paiement, à payer
    avant le, payable avant le, à régler avant le, date de règlement, payable le, vervaldatum, vervaldag, uiterste
    betaaldatum, te betalen voor, te betalen vóór, betalen voor, betaaldatum, te voldoen voor, uiterlijk te
    betalen, fecha de vencimiento, fecha vencimiento, vencimiento, vence el, vence, pagar antes del, fecha límite
    de pago, data di scadenza, data scadenza, scadenza, scade il, da pagare entro, pagamento entro, entro il, betalen vóór, te betalen vóór het, da pagare entro il, scadenza pagamento, data scadenza pagamento`,
  'other date': `
    order date, delivery date, date of delivery, ship date, shipping date, service date, date of service, date of
    supply, supply date, print date, printed, statement date, billing period, paid on, payment received, date
    paid, valid until, departure, arrival, check-in, check-out, ordredato, bestillingsdato, leveringsdato, levert,
    levering, orderdatum, leveransdatum, leveransdag, bestelldatum, auftragsdatum, lieferdatum, leistungsdatum,
    leistungszeitraum, liefertermin, druckdatum, bestellt am, geliefert am, gedruckt am, date de commande, date de
    livraison, commande du, livré le, date de prestation, besteldatum, leverdatum, leveringsdatum, fecha de
    pedido, fecha pedido, fecha de entrega, fecha entrega, data ordine, data consegna, data di consegna`,
  total: `
    total amount due, total amount payable, amount due, total due, balance due, grand total, invoice total, total
    to pay, amount to pay, amount payable, total payable, due payable, payable amount, please pay, to pay, you
    pay, total incl. vat, total incl vat, total including vat, total including tax, total inc. vat, total inc vat,
    total incl. tax, total (incl. vat), total (inc. vat), gross total, gross amount, total gross, invoice amount,
    total amount, total invoice amount, total payable amount, å betale, beløp å betale, sum å betale, til
    betaling, totalbeløp, totalt å betale, totalsum, total inkl. mva, totalt inkl. mva, sum inkl. mva, beløp inkl.
    mva, sum inkl mva, total inkl mva, att betala, summa att betala, belopp att betala, totalt att betala,
    totalbelopp, totalsumma, summa inkl. moms, totalt inkl. moms, total inkl. moms, at betale, beløb at betale, i
    alt at betale, i alt inkl. moms, beløb inkl. moms, fakturabeløb, samlet beløb, fakturabelopp, fakturabeløp, i
    alt, gesamtbetrag, gesamtsumme, rechnungsbetrag, endbetrag, zahlbetrag, zu zahlen, zu zahlender betrag,
    bruttobetrag, gesamtbetrag brutto, gesamt brutto, summe brutto, bruttosumme, rechnungssumme, endsumme, gesamt
    inkl. mwst, gesamt inkl. ust, gesamtbetrag inkl. mwst, summe inkl. mwst, total inkl. mwst, brutto, offener
    betrag, fälliger betrag, zahlungsbetrag, gesamt, summe, betrag gesamt, rechnungsendbetrag, total ttc, montant
    ttc, montant total ttc, total t.t.c, total t.t.c., net à payer, total à payer, montant à payer, montant dû,
    montant total, total général, total toutes taxes comprises, solde dû, à payer, reste à payer, total facture,
    totaal te betalen, te betalen, te betalen bedrag, totaalbedrag, eindtotaal, totaal incl. btw, totaal inclusief
    btw, totaal incl btw, bedrag incl. btw, factuurbedrag, te voldoen, totaal, importe total, total a pagar,
    importe a pagar, total factura, total con iva, total iva incluido, total (iva incluido), total general,
    líquido a percibir, totale fattura, totale documento, totale da pagare, importo totale, totale a pagare, netto
    a pagare, importo da pagare, totale iva inclusa, totale ivato, totale complessivo, totale generale, totale
    dovuto, totale, totalt, total, sum, summa, sum total, a pagar, pay this amount`,
  subtotal: `
    subtotal, sub total, sub-total, net total, net amount, total net, net, total before tax, total before vat,
    total excl. vat, total excl vat, total excluding vat, total excluding tax, total ex vat, total ex. vat, total
    excl. tax, amount excl. vat, taxable amount, total net of vat, total (excl. vat), netto, nettosum, sum eks.
    mva, sum ekskl. mva, total eks. mva, totalt eks. mva, delsum, netto beløp, nettobeløp, beløp eks. mva,
    mva-grunnlag, grunnlag, delsumma, summa exkl. moms, exkl. moms, nettobelopp, total exkl. moms, totalt exkl.
    moms, netto belopp, subtotal ekskl. moms, i alt ekskl. moms, ekskl. moms, nettobeløb, momsgrundlag, total
    ekskl. moms, nettobetrag, nettosumme, gesamt netto, summe netto, gesamtbetrag netto, zwischensumme, netto
    gesamt, summe ohne mwst, rechnungsbetrag netto, total netto, warenwert, total ht, montant ht, total hors
    taxes, sous-total, sous total, total h.t, total h.t., montant hors taxes, total net ht, base ht, subtotaal,
    totaal excl. btw, totaal excl btw, totaal exclusief btw, bedrag excl. btw, netto bedrag, base imponible,
    subtotal sin iva, total sin iva, importe neto, total neto, neto, imponibile, totale imponibile, subtotale,
    totale netto, totale merce, importo netto, total neto sin iva, totale al netto iva, base`,
  tax: `
    total vat, vat total, vat amount, tax amount, total tax, sales tax, vat, gst, hst, pst, tax, mva,
    merverdiavgift, mva-beløp, sum mva, herav mva, moms, momsbelopp, momsbeløb, varav moms, heraf moms, summa
    moms, mwst, mwst., ust, ust., umsatzsteuer, mehrwertsteuer, zzgl. mwst, zzgl. ust, mwst-betrag, steuerbetrag,
    enthaltene mwst, zzgl. umsatzsteuer, tva, t.v.a, t.v.a., total tva, montant tva, dont tva, btw, btw-bedrag,
    totaal btw, iva, i.v.a, i.v.a., importe iva, cuota iva, imposta, totale iva, importo iva, di cui iva, total gst, gst total, gst amount`,
  'other amount': `
    discount, shipping, freight, postage, delivery, handling, paid, amount paid, total paid, deposit, rounding,
    balance forward, previous balance, credit limit, tip, change, cash, prepaid, invoice fee, rabatt, frakt,
    betalt, innbetalt, øreavrunding, avrundning, öresavrundning, porto, gebyr, rabat, fragt, indbetalt, versand,
    versandkosten, anzahlung, bereits bezahlt, bezahlt, skonto, rundung, nachlass, remise, frais de port, acompte,
    déjà payé, payé, arrondi, escompte, korting, verzendkosten, reeds betaald, aanbetaling, betaald, descuento,
    gastos de envío, pagado, anticipo, sconto, spedizione, acconto, già pagato, pagato, spese di trasporto,
    ritenuta d’acconto, retención irpf, weekly, monthly, total hours, total quantity, total weight, total pages,
    total items, total units, share capital, capital social, capitale sociale, stammkapital, aktiekapital, late fee, late payment fee, carried forward, brought forward, overført, overføres, transport, übertrag, report, suma y sigue, riporto, aksjekapital, selskapskapital`,
  'order number': `
    purchase order, purchase order number, order number, order no, order #, po number, po no, po #, po, your
    order, order ref, ordrenummer, ordrenr, ordernummer, ordernr, bestillingsnummer, bestellnummer, bestellnr,
    bestell-nr, auftragsnummer, auftrags-nr, auftragsnr, numéro de commande, n° de commande, commande n°,
    bestelnummer, número de pedido, nº de pedido, pedido, numero ordine, ordine n., order, ordre, auftrag,
    bestellung, commande`,
  'customer number': `
    customer number, customer no, customer id, client number, client id, account number, account no, kundenummer,
    kundenr, kundnummer, kundnr, kundennummer, kunden-nr, kundennr, numéro client, n° client, code client,
    klantnummer, klantnr, debiteurnummer, número de cliente, nº cliente, código cliente, codice cliente, numero
    cliente`,
  'tax number': `
    vat no, vat number, vat id, vat reg no, vat registration number, tax id, tax number, org. no, org no, org.nr,
    org. nr, orgnr, organisation number, organization number, company number, company no, abn,
    organisasjonsnummer, foretaksregisteret, organisationsnummer, org.nummer, momsnr, momsreg.nr, vat-nr, cvr-nr,
    cvr nr, cvr, se-nr, ust-idnr, ust-id, ust-id-nr, ust.-idnr, ustid, steuernummer, steuer-nr, steuernr,
    handelsregister, hrb, n° tva, numéro de tva, tva intracommunautaire, n° tva intracommunautaire, siret, siren,
    rcs, btw-nummer, btw nummer, btw-nr, btw nr, btw-id, kvk, kvk-nummer, kvk nummer, nif, cif, nif/cif, n.i.f,
    c.i.f, partita iva, p. iva, p.iva, p iva, codice fiscale, c.f, rea`,
  account: `
    iban, bank account, account, sort code, routing number, swift, bic, bank, kontonummer, kontonr, konto,
    bankkonto, bankgiro, plusgiro, bankgironummer, reg.nr, bankverbindung, blz, compte bancaire, rib,
    rekeningnummer, bankrekening, cuenta bancaria, número de cuenta, conto corrente, banca`,
  reference: `
    kid, kid-nummer, kidnummer, payment reference, reference, reference number, reference no, your reference, our
    reference, your ref, our ref, ref, referanse, deres ref, vår ref, referens, er referens, ert ocr, ocr,
    ocr-nummer, er ref, reference nr, betalings-id, referenz, ihre referenz, verwendungszweck, référence, votre
    référence, notre référence, réf, kenmerk, betalingskenmerk, referentie, uw referentie, referencia, su
    referencia, riferimento, vs. riferimento, causale, project, prosjekt, projekt, contract`,
  phone: `
    phone, telephone, tel, phone number, mobile, fax, telefon, tlf, mobil, telefax, téléphone, tél, telefoon,
    teléfono, tfno, móvil, telefono, cell`,
  supplier: `
    supplier, seller, vendor, merchant, from, issued by, bill from, billed by, invoice from, payee, remit to, sold
    by, leverandør, selger, sælger, fra, avsender, afsender, leverantör, säljare, från, avsändare, lieferant,
    verkäufer, absender, rechnungssteller, von, fournisseur, vendeur, émetteur, leverancier, verkoper, afzender,
    proveedor, vendedor, emisor, fornitore, venditore, cedente, cedente/prestatore, mittente, emittente, da, van`,
  customer: `
    bill to, billed to, billing address, invoice to, invoiced to, sold to, ship to, deliver to, customer, buyer,
    client, recipient, attention, attn, shipping address, delivery address, customer name, for, faktura til,
    kunde, kjøper, køber, mottaker, modtager, leveringsadresse, fakturaadresse, til, faktureres til, kund, köpare,
    mottagare, fakturaadress, leveransadress, faktura till, till, rechnung an, rechnungsempfänger,
    rechnungsadresse, empfänger, käufer, lieferadresse, lieferanschrift, an, auftraggeber, facturé à, facture à,
    adressé à, destinataire, acheteur, adresse de facturation, adresse de livraison, livré à, factuur aan,
    gefactureerd aan, klant, koper, afnemer, factuuradres, afleveradres, aan, facturar a, facturado a, cliente,
    comprador, destinatario, enviar a, dirección de envío, datos del cliente, fatturare a, spett.le, spettabile,
    acquirente, committente, cessionario, cessionario/committente, destinazione, intestatario, fattura a,
    intestata a`,
  currency: `
    currency, valuta, währung, devise, monnaie, munt, moneda, divisa`,
  description: `
    description, item description, product     description, item, items, product, service, services, article,
    details, particulars, beskrivelse, varebeskrivelse, vare, vare/tjeneste, tekst, produkt, tjeneste,
    beskrivning, benämning, artikel, vara, text, varetekst, ydelse, bezeichnung, beschreibung, leistung,
    artikelbezeichnung, position, désignation, libellé, prestation, produit, omschrijving, beschrijving,
    descripción, concepto, producto, servicio, artículo, descrizione, prodotto, articolo, servizio, descrizione
    articolo`,
  quantity: `
    quantity, qty, qty., units, hours, no., count, antall, ant, ant., antal, stk, timer, kvantitet, timmar, menge,
    anzahl, stück, stunden, stk., anz, anz., quantité, qté, qte, nombre, aantal, uren, cantidad, cant, cant., uds,
    unidades, quantità, q.tà, qtà, q.ta, qta, ore`,
  'unit price': `
    unit price, price per unit, price, rate, unit cost, price each, cost, price/unit, hourly rate, enhetspris,
    pris, pris pr. enhet, á-pris, à-pris, a-pris, à pris, stykkpris, styckpris, enhedspris, stk. pris, stykpris,
    pris pr. stk, einzelpreis, stückpreis, preis, e-preis, ep, preis/einheit, prix unitaire, p.u, p.u., pu, pu ht,
    prix unitaire ht, prix, p.u. ht, stukprijs, prijs, eenheidsprijs, prijs per stuk, tarief, precio unitario,
    precio, p. unitario, prezzo unitario, prezzo, tariffa`,
  'line amount': `
    amount, line total, total, sum, total amount, line amount, total price, value, net amount, extended, beløp,
    netto, totalt, belopp, summa, beløb, i alt, pris i alt, betrag, gesamt, gesamtpreis, summe, g-preis, gp,
    nettobetrag, montant, montant ht, total ht, prix total, bedrag, totaal, totaalprijs, importe, total línea,
    importo, totale, totale riga, prezzo totale, subtotal, sub total, subtotaal, subtotale, sous-total`,
  'item number': `
    item number, item no, item #, article no, article number, sku, code, product code, part no, pos, pos.,
    varenummer, varenr, artikelnummer, artikelnr, art.nr, art. nr, art.-nr, artikel-nr, référence, réf,
    artikelcode, código, codice, cod, cod., #, nr, nr., no, line`,
};

const split = (list: string): ReadonlyArray<string> =>
  list.split(',').map((word) => word.trim().replace(/\s+/g, ' '));

const kinds = Object.keys(lists) as ReadonlyArray<Kind>;

/** The labels of each kind, kind by kind. */
export const words: ReadonlyMap<Kind, ReadonlyArray<string>> = new Map(
  kinds.map((kind) => [kind, split(lists[kind])]),
);

/** The labels of a kind. */
export function wordsFor(kind: Kind): ReadonlyArray<string> {
  return words.get(kind) ?? [];
}

/** Labels that are words of many other meanings: they count only alone in their cell, or with a colon. */
export const weak: ReadonlySet<string> = new Set(
  'from, to, for, an, da, van, report, til, till, aan, le, von, fra, från, a, no, nr, data, date, dato, datum, fecha, text, item, bank, order'.split(
    ', ',
  ),
);

/** Headings of documents, which are no names of anybody. */
export const headings: RegExp =
  /^(tax |sales |proforma |pro-forma |commercial |self-billed )?(invoice|receipt|credit note|credit memo|bill|statement|order( confirmation)?|quote|estimate|delivery note|purchase order|faktura|kvittering|kreditnota|ordrebekreftelse|kvitto|kreditfaktura|rechnung|gutschrift|angebot|lieferschein|mahnung|quittung|facture|avoir|devis|reçu|factuur|creditnota|offerte|bon|factura|abono|recibo|presupuesto|fattura|nota di credito|ricevuta|preventivo|original|copy|kopie|copie|page .*|side .*|seite .*|pagina .*|página .*|welcome|thank you.*)( .{0,3})?$/i;
